"""A job on its way to another machine: the file as bytes, and what the reading of it depends on.

Nothing that a parcel holds is shown by ``repr``: Dask writes that into its journals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from pipeline.errors import ChidaoError
from pipeline.model.names import shown
from pipeline.reading.secrecy import gate
from pipeline.releases import carry, is_released, released
from pipeline.settings import Settings
from pipeline.store import sha256_of

from ..fingerprint import fingerprint
from ..guarded import Reason

PAGES = "chidao-pages"
"""The topic under which workers tell which process reads, and at which page a reading is."""

READER = "chidao"
"""The name of the plugin that makes a worker one of ours."""

_FILES, _HOME = "tep", "kho"  # folders in the temporary folder of the process that reads


@dataclass(frozen=True, slots=True)
class Parcel:
    """``fn(*args)`` with the file in place of the Path among the arguments. ``cleared`` are the contents that a person
    has released, ``version`` the fingerprint of the program that the driver runs."""

    id: str
    version: str
    fn: Callable[..., Any] = field(repr=False)
    args: tuple[Any, ...] = field(repr=False)
    name: str = field(repr=False)
    content: bytes = field(repr=False)
    cleared: frozenset[str] = field(repr=False)

    @property
    def settings(self) -> Settings:
        """The settings of the job."""
        return settings_of(self.args)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a parcel: a result, an error that was raised, or the reason why its process was ended."""

    result: Any = field(default=None, repr=False)
    error: Exception | None = field(default=None, repr=False)
    ended: Reason | Literal["version"] | None = None
    where: str = ""


def packed(id: str, fn: Callable[..., Any], args: tuple[Any, ...]) -> Parcel:
    """The parcel of a job that has one Path and one Settings among its arguments. Raises OSError."""
    path, settings = path_of(args), settings_of(args)
    return Parcel(id, fingerprint(settings), fn, args, path.name, path.read_bytes(), released(settings.home))


def stays(args: tuple[Any, ...]) -> bool:
    """Whether a job is done on the machine of the driver: it has no file that can be sent, or one whose name bears a
    mark of secrecy, which is refused without being opened."""
    path = next((one for one in args if isinstance(one, Path)), None)
    if path is None or not any(isinstance(one, Settings) for one in args):
        return True
    settings = settings_of(args)
    try:
        with path.open("rb"):
            if not path.is_file() or path.stat().st_size > settings.max_bytes:
                return True
        gate.refuse_name(shown(path.name), settings.cleared)
    except OSError:
        return True
    except ChidaoError:
        return not is_released(settings.home, sha256_of(path))
    return False


def path_of(args: tuple[Any, ...]) -> Path:
    """The file of a job."""
    return next(one for one in args if isinstance(one, Path))


def settings_of(args: tuple[Any, ...]) -> Settings:
    """The settings of a job."""
    return next(one for one in args if isinstance(one, Settings))


def unpacked(args: tuple[Any, ...], folder: Path) -> tuple[Any, ...]:
    """Put the file of a parcel into the temporary folder of the process that reads it; what is to be done there."""
    (parcel,) = args
    path, home = folder / _FILES / parcel.name, folder / _HOME
    path.parent.mkdir()
    path.write_bytes(parcel.content)
    home.mkdir()
    if parcel.cleared:
        carry(home, parcel.cleared)
    there = {Path: path, Settings: replace(parcel.settings, home=home)}
    return parcel.fn, *(_instead(one, there) for one in parcel.args)


def _instead(one: Any, there: dict[type, Any]) -> Any:
    return next((other for kind, other in there.items() if isinstance(one, kind)), one)


def answer(parcel: Parcel) -> Answer:
    """What a worker does with a parcel; never raises, since Dask writes down what was raised and by what."""
    from distributed import get_worker  # noqa: PLC0415

    reader: Any = get_worker().plugins[READER]
    found: Answer = reader.answer(parcel)
    return found


def done(fn: Callable[..., Any], *args: Any) -> Any:
    """The job itself, in the process that reads."""
    return fn(*args)
