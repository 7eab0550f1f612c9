"""Whether the machines of a cluster are alike, and whether certificates are asked for."""

import re
from dataclasses import replace

import pytest

from pipeline.cli import clustering
from pipeline.errors import ClusterError, ConfigurationError
from pipeline.office.cluster import inventory
from pipeline.office.cluster.network import OPEN, address, checked


def test_machines_that_are_alike(settings, capsys):
    assert clustering.check_cluster(settings) == 0
    told = capsys.readouterr().out
    assert "Tất cả 2 máy đọc giống máy này." in told
    assert re.search(r"Dữ liệu tiếng Việt của Tesseract.*([0-9a-f]{12}|không có)", told)


def test_machines_that_differ_are_named(settings, monkeypatch, capsys):
    own = inventory.inventory()
    monkeypatch.setattr(inventory, "inventory", lambda: {**own, "Tesseract": "tesseract 9.9", "Gói numpy": "1.0"})
    assert clustering.check_cluster(settings) == ClusterError.exit_code
    told = capsys.readouterr()
    assert "tesseract 9.9" in told.out
    assert re.search(r"2 máy đọc khác máy này: 127\.0\.0\.1:\d+, 127\.0\.0\.1:\d+\.", told.err)


def test_nobody_to_ask(settings):
    with pytest.raises(ConfigurationError, match="Chưa đặt cụm máy"):
        clustering.check_cluster(replace(settings, cluster=""))
    with pytest.raises(ClusterError, match="Không nối được"):
        clustering.check_cluster(replace(settings, cluster="tcp://127.0.0.1:9"))


@pytest.mark.parametrize(("told", "full", "warned"), [
    ("127.0.0.1", "tcp://127.0.0.1:8786", False), ("tcp://10.1.2.3:99", "tcp://10.1.2.3:99", True),
    ("tcp://[::1]:99", "tcp://[::1]:99", False), ("tls://8.8.8.8", "tls://8.8.8.8:8786", False),
    ("tcp://192.168.1.7/", "tcp://192.168.1.7:8786", True)])
def test_addresses(told, full, warned):
    assert address(told) == full
    assert checked(full) == (OPEN if warned else "")


@pytest.mark.parametrize("told", ["tcp://0.0.0.0:1", "tcp://1.1.1.1:1", "tcp://khong-co.invalid:1"])
def test_an_open_address_outside_a_private_net_is_refused(told):
    with pytest.raises(ConfigurationError, match="mạng riêng"):
        checked(told)
