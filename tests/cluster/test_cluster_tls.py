"""Machines that know each other by certificates."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from office_readers import read

from pipeline.configuration import load
from pipeline.errors import ClusterError
from pipeline.office.working import cluster_pool, read_all
from tools.stress.machines import machines

READERS = Path(__file__).parents[1] / "office"


def issue(folder, name):
    """A certificate that signs itself, for all machines, and its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime(2020, 1, 1)
    called = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (x509.CertificateBuilder().subject_name(called).issuer_name(called).public_key(key.public_key())
            .serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=36500))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, hashes.SHA256()))
    (folder / f"{name}.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / f"{name}.key").write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))


def told(name):
    return f'tls_ca = "{name}.pem"\ntls_cert = "{name}.pem"\ntls_key = "{name}.key"\n'


def test_only_who_has_a_certificate_is_let_in(cluster, tmp_path, drop):
    issue(tmp_path, "cum")
    issue(tmp_path, "la")
    (tmp_path / "chidao.toml").write_text(told("cum"))
    paths = [drop("a.txt", "so: 1"), drop("b.txt", "loi")]
    with machines(tmp_path, 1, [READERS], tls=True) as there:
        assert there.address.startswith("tls://")
        settings = replace(load(tmp_path).settings, cluster=there.address, home=tmp_path / "kho", cluster_seconds=60)
        found = list(read_all(paths, settings, read, cluster_pool(settings)))
        assert (found[0].head.number, found[1].error.code) == ("1", "tep-hong")
        (tmp_path / "chidao.toml").write_text(told("la"))
        strangers = [replace(load(tmp_path).settings, cluster=there.address),
                     replace(settings, cluster=there.address.replace("tls", "tcp"))]
        for stranger in strangers:
            short = replace(stranger, cluster_seconds=1.0)
            with pytest.raises(ClusterError, match="Không nối được"):
                list(read_all(paths, short, read, cluster_pool(short)))
