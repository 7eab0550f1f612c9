"""The office: takes files in, and publishes the register.

    paths → collect → whole → known? → extract (in processes) → store          ``ingest``
    store → register → workbooks                                               ``publish``
"""

from __future__ import annotations

from .due import Alerts, alerts
from .ingesting import ingest
from .journal import write_trace
from .publishing import publish
from .report import Failed, IngestReport, Progress, Skipped, Twin
from .splitting import split
from .working import Mishap, read_all

__all__ = [
    "Alerts", "Failed", "IngestReport", "Mishap", "Progress", "Skipped", "Twin", "alerts", "ingest", "publish",
    "read_all", "split", "write_trace",
]
