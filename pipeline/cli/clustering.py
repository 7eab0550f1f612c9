"""``chidao scheduler`` and ``chidao worker``: the programs of a cluster of machines that read."""

from __future__ import annotations

from rich.text import Text

from pipeline.office.cluster.serving import serve_scheduler, serve_worker
from pipeline.settings import Settings

from .console import output


def start_scheduler(host: str, port: int, settings: Settings, tls: bool) -> None:
    """Until it is ended."""
    serve_scheduler(host, port, settings, tls, _say)


def start_worker(settings: Settings, workers: int) -> None:
    """Until it is ended."""
    serve_worker(settings, workers, _say)


def _say(told: str) -> None:
    output().print(Text(told), soft_wrap=True)
