"""Packages of several directives: taken apart, so that each is a file like any other."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import ChidaoError
from pipeline.settings import Settings

from .guarded import Ended
from .working import Mishap, ended, process_pool, result_of, unexpected


def split(package: Path, settings: Settings, folder: Path) -> list[Path] | Mishap:
    """The directives of ``package`` as files under ``folder``, written by a watched process; why not, else."""
    pool = process_pool(1, settings)
    try:
        found: list[Path] = result_of(pool.submit(whole, package, settings, folder))
        return found
    except ChidaoError as error:
        return Mishap(error)
    except Ended as error:
        return ended(package, settings, error.reason)
    except Exception as error:  # a defect must cost one package, not the batch
        return unexpected(package, error)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def whole(package: Path, settings: Settings, folder: Path) -> list[Path]:
    """The splitting itself, in the process that reads."""
    from pipeline.compose import split as apart  # noqa: PLC0415  loaded where it is used

    return apart(package, settings, folder)
