"""The part of the store's public object about the steps of documents (``stepping``)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from pipeline.model.names import shown

from . import codec, failing, models, stepping
from .guard import reads, writes
from .results import Course, StepRow


class Stepped:
    """Steps of documents. All raise StoreError when the database fails."""

    @writes
    def queue(self, files: Iterable[tuple[str, Path, str]]) -> None:
        """These (sha256, place, name) have arrived and wait to be read."""
        stepping.queue(files)

    @writes
    def wait(self, paths: Iterable[Path]) -> None:
        """These files are not whole yet."""
        for path in paths:
            stepping.wait(path)

    @writes
    def begin_reading(self, sha256: str, path: Path | None, name: str, who: str) -> None:
        """A process (``who``, Vietnamese) begins to read a content; its kept original when there is no ``path``."""
        stepping.read(sha256, path, name, who)

    @writes
    def split(self, sha256: str, path: Path, name: str) -> None:
        """The directives of a package go on by themselves."""
        stepping.add(stepping.SPLIT, sha256, path, name)

    @writes
    def moving(self, old: Path, new: Path) -> None:
        """Note that a file that arrived or failed at ``old`` is about to be moved to ``new``."""
        stepping.move(old, new)
        places = shown(str(old.absolute())), shown(str(new.absolute()))
        files = models.SourceFile.objects.filter(path=places[0])
        contents = list(files.values_list("sha256", flat=True))
        models.SourceFile.objects.filter(path=places[1], sha256__in=contents).delete()  # it was taken away from there
        files.update(path=places[1], dropped_at=places[0])
        failing.moved(*places)

    @writes
    def moved(self, old: Path, new: Path) -> None:
        """Note that it lies there now."""
        stepping.moved(old, new)

    @writes
    def not_moved(self, old: Path, new: Path) -> None:
        """Note that it still lies at ``old``."""
        stepping.not_moved(old, new)
        places = shown(str(old.absolute())), shown(str(new.absolute()))
        models.SourceFile.objects.filter(path=places[1], dropped_at=places[0]).update(path=places[0], dropped_at=None)
        failing.moved(places[1], places[0])

    @writes
    def cut_off(self) -> tuple[StepRow, ...]:
        """What a program that was ended had begun and not done, told once. Only for who holds the lock of the store."""
        return tuple(stepping.cut_off())

    @reads
    def unpublished(self) -> list[int]:
        """The steps of documents that wait for lists that are made from now on."""
        return stepping.unpublished()

    @writes
    def published(self, waited: Collection[int]) -> None:
        """The lists are made with what was ``unpublished`` before."""
        stepping.publish(waited)

    @reads
    def steps(self) -> dict[str, int]:
        """How many documents are in each step."""
        return stepping.counts()

    @reads
    def courses(self, target: str) -> tuple[Course, ...]:
        """The steps of every document that somebody means by a path, a name or the beginning of a sha256."""
        return tuple(self._course(key) for key in stepping.find(target))

    def _course(self, key: str) -> Course:
        steps = stepping.course(key)
        row = models.Directive.objects.filter(sha256=key).first()
        return Course(steps[-1].sha256, steps, codec.head(row.head) if row else None,
                      failing.open_at(steps[-1].path, steps[-1].sha256))
