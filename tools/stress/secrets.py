"""Secret papers of all kinds: refused, and nothing of them stays, also when runs are killed while scans are read."""

from __future__ import annotations

from pathlib import Path
from random import Random

from .figures import Figures
from .files import Dropped
from .office import Office, killed, office
from .secret_papers import WORD, files
from .stamps import drawn, scan, variants

_SLICE = 48  # bytes of a file by which a copy is known
_LONGEST = 40.0  # seconds until a run is killed at most, so that scans are under way
_SHORTEST = 0.5
_SURE = "dấu độ mật"
_SUFFIXES = (".pdf", ".pdf", ".png", ".jpg")


def measure(count: int, random: Random) -> Figures:
    """``count`` text files, Word files, PDFs and packages, and as many scans; then runs killed while scans are read."""
    figures = Figures()
    made = list(files().items())
    texts = made if count >= len(made) else random.sample(made, count)
    scans = [(f"q{n:02}{_SUFFIXES[n % 4]}", scan(stamp, f"q{_SUFFIXES[n % 4]}"))
             for n, stamp in enumerate(variants(count, random))]
    scans += [(f"n{n}.pdf", drawn(random.uniform(-45, 45))) for n in range(max(count // 10, 1))]
    for kind, papers in (("files", texts), ("scans", scans)):
        _refused(kind, papers, figures)
    _killed(scans, max(count // 3, 1), random, figures)
    return figures


def _refused(kind: str, papers: Dropped, figures: Figures) -> None:
    with office() as place:
        for name, data in papers:
            place.put(name, data)
        code, told = place.run()
        stayed = {path.name for path in place.lying("inbox")}
        figures.counts[f"secret {kind}"] += len(papers)
        figures.counts[f"{kind} refused"] += len(stayed)
        figures.wrong += [f"{kind}: let in: {name}" for name, _ in papers if name not in stayed]
        if code != 4:
            figures.wrong.append(f"{kind}: exit code {code}")
        _look(place, kind, papers, told, figures)


def _killed(scans: Dropped, moments: int, random: Random, figures: Figures) -> None:
    """Runs that are killed, then one that is not: it sweeps what they left in temporary folders."""
    with office() as place:
        for name, data in scans:
            place.put(name, data)
        longest = min(_LONGEST, 4.0 * min(len(scans), 4))
        while figures.counts["killed while scans are read"] < moments and longest > _SHORTEST:
            if not killed(place.start(), random.uniform(_SHORTEST, longest)):
                longest *= 0.7  # the run was over before: the machine is quicker
                continue
            figures.counts["killed while scans are read"] += 1
            figures.tell("secrets")
            found = traces(place, scans, "")
            figures.wrong += [f"after a kill: {path}" for path in found if not path.is_relative_to(place.temporary)]
        _, told = place.run()
        _look(place, "after kills", scans, told, figures)


def _look(place: Office, kind: str, papers: Dropped, told: str, figures: Figures) -> None:
    found = traces(place, papers, told)
    figures.counts["places with something of them"] += len(found)
    figures.wrong += [f"{kind}: something of a secret paper in {path}" for path in found]


def traces(place: Office, papers: Dropped, told: str) -> list[Path]:
    """Files outside of the inbox with the word of all papers, or with bytes of one of them; ``told`` counts too."""
    needles = [WORD.encode(), WORD.encode("utf-16-le")]
    needles += [data[len(data) // 2:][:_SLICE] for _, data in papers if len(data) > 4 * _SLICE]
    found = [path for path in sorted(place.folder.rglob("*"))
             if path.is_file() and not path.is_relative_to(place.inbox) and _holds(path, needles)]
    return [*found, *([Path("what the run said")] if WORD in told else [])]


def _holds(path: Path, needles: list[bytes]) -> bool:
    data = path.read_bytes()
    return any(needle in data for needle in needles)
