"""One file explained by a watched process, like any other reading."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ChidaoError
from pipeline.settings import Settings

from .guarded import Ended
from .working import Mishap, Paged, allowed, ended, process_pool, unexpected, unpaged

if TYPE_CHECKING:
    from pipeline.compose import Explanation


def explain(path: Path, settings: Settings, paged: Paged = unpaged) -> Explanation | Mishap:
    """The tasks of a file with their grounds; why there are none, else. ``paged`` hears on which page it is."""
    settings = allowed(path, settings)
    pool = process_pool(1, settings, paged)
    try:
        found: Explanation = pool.submit(whole, path, settings).result()
        return found
    except ChidaoError as error:
        return Mishap(error)
    except Ended as error:
        return ended(path, settings, error.reason)
    except Exception as error:  # a defect is told like that of a reading
        return unexpected(path, error)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def whole(path: Path, settings: Settings) -> Explanation:
    """The explaining itself, in the process that reads."""
    from pipeline.compose import explain as apart  # noqa: PLC0415  language models are loaded where they are used

    return apart(path, settings)
