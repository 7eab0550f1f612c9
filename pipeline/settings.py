"""Settings of one run, validated once and never changed after."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """``office`` is the name of the office that works with the program, ``agencies`` its own list of bodies, if
    any. ``home`` holds the store, and the kept originals unless ``originals`` names another place (``file://``,
    ``s3://``, ``sftp://``); ``inbox`` is where clerks drop files;
    ``pipeline.configuration`` says which hold.

    ``shift_to_working_day``: a last day on a weekend or public holiday moves to the next working
    day (BLDS 2015, Điều 148 khoản 5); off, because offices keep to the day that is printed.
    ``group_reads``: what a run makes can be read by the group of its owner too, else by the owner alone.
    ``poll``: a watched inbox is looked through again and again, for shares that tell nothing of changes.
    ``reread``: what another version of the program has read is read again by the next run; else only by ``reprocess``.
    ``workers`` is the number of processes, 0 for one per core. ``cluster`` is the address of the scheduler of other
    machines that read (``tcp://…`` or ``tls://…``), empty to read here, waited for
    ``cluster_seconds`` when it is gone; ``tls_ca``, ``tls_cert`` and ``tls_key`` are the
    files of its certificates. ``max_bytes`` and ``max_pages``
    bound one file; ``max_seconds`` of wall time and ``max_memory`` bytes bound the reading of it, the
    programs that are called for it counted in. ``watch_seconds`` is how often a watched inbox is looked at where the
    file system tells nothing. ``password`` opens files that are locked; it is never
    stored or shown. ``database_url`` is where the store is when it is not in ``home`` (``pipeline.address``); empty is
    SQLite in ``home``. The fields ``web_…`` are for the pages in the browser: further names (hosts, with commas) under
    which they are asked for, whether they are reached by https alone, the token by which others than this machine may
    read ``/metrics``, and the directory (LDAP) that knows the passwords.
    ``cleared`` tells that a person has released the file that is read (``pipeline.releases``).
    """

    home: Path = Path(".chidao")
    inbox: Path = Path("corpus/inbox")
    outputs: Path = Path("outputs")
    agencies: Path = Path("co-quan.xlsx")
    shift_to_working_day: bool = False
    workers: int = 0
    max_bytes: int = 200 * 1024 * 1024
    max_pages: int = 2000
    max_seconds: float = 600.0
    max_memory: int = 950 * 1024 * 1024
    watch_seconds: float = 5.0
    group_reads: bool = False
    poll: bool = False
    reread: bool = True
    office: str = ""
    originals: str = ""
    cluster: str = ""
    cluster_seconds: float = 300.0
    tls_ca: str = ""
    tls_cert: str = ""
    tls_key: str = ""
    password: str | None = field(default=None, repr=False)
    database_url: str = field(default="", repr=False)
    web_hosts: str = ""
    web_https: bool = False
    web_metrics_token: str = field(default="", repr=False)
    web_ldap_server: str = ""
    web_ldap_bind: str = ""
    web_ldap_password: str = field(default="", repr=False)
    web_ldap_base: str = ""
    web_ldap_filter: str = "(uid=%(user)s)"
    cleared: bool = False

    def __post_init__(self) -> None:
        above = (self.max_bytes, self.max_pages, self.max_seconds, self.max_memory, self.watch_seconds,
                 self.cluster_seconds)
        if self.workers < 0 or min(above) <= 0:
            raise ValueError("workers must be at least 0, the limits of one file above 0")
