"""Many files dropped at once by hasty hands, while the program runs again and again."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from pipeline.office.filing import DONE

from .figures import Figures
from .files import Dropped, broken, real
from .office import Office, digest, office

_PIECES, _PAUSE = 6, 0.7
_HANDS = 4
_WAYS = ("at once", "at once", "at once", "slowly", "slowly, held open", "as .part", "renamed")
_RUNS = 6  # at most until nothing moves any more
_AGED = 3600.0  # seconds: a file without an end that nobody wrote to for so long is broken


def measure(count: int, random: Random) -> Figures:
    """Drop ``count`` files twice, a tenth of broken ones, three pipes and links; look where each one ends."""
    figures, sound = Figures(), real(count, random)
    spoilt = broken(max(count // 10, 3), sound, random)
    again = [(f"lai-{name}", data) for name, data in sound]
    every = [*sound, *again, *spoilt]
    random.shuffle(every)
    with office() as place:
        odd = _oddities(place)
        told = _while_running(place, every, random, figures)
        _judge(place, every, odd, told, figures)
    return figures


def _oddities(place: Office) -> list[Path]:
    """What is no file of the inbox: pipes, and links that lead out of it."""
    outside = place.folder / "ngoai.txt"
    outside.write_text("Văn bản ngoài thư mục tiếp nhận", "utf-8")
    pipes = [place.inbox / f"ong-{n}.pdf" for n in range(3)]
    for pipe in pipes:
        os.mkfifo(pipe)
    links = [place.inbox / name for name in ("ra-ngoai.txt", "thu-muc", "hong.pdf")]
    for link, target in zip(links, (outside, place.folder, place.folder / "khong-co.pdf"), strict=True):
        link.symlink_to(target)
    return [*pipes, *links]


def _while_running(place: Office, every: Dropped, random: Random, figures: Figures) -> str:
    """Drop everything while runs follow each other, then run until nothing moves; gives what the last run said."""
    ways = [(name, data, random.choice(_WAYS)) for name, data in every]
    figures.counts.update(Counter(f"dropped {way}" for _, _, way in ways))
    with ThreadPoolExecutor(_HANDS) as hands:
        gate = threading.Semaphore(_HANDS)
        under_way = [hands.submit(_drop, place, name, data, way, gate) for name, data, way in ways]
        while not all(one.done() for one in under_way):
            _run(place, figures)
        for one in under_way:
            one.result()
    for path in place.lying("inbox"):
        os.utime(path, (path.stat().st_mtime - _AGED,) * 2)
    told = ""
    for _ in range(_RUNS):
        before = sorted(place.lying("inbox"))
        told = _run(place, figures)
        if sorted(place.lying("inbox")) == before:
            break
    return told


def _run(place: Office, figures: Figures) -> str:
    code, told = place.run()
    figures.counts["runs"] += 1
    figures.tell("drop")
    if code not in {0, 3, 4} or "Traceback" in told:
        figures.wrong.append(f"a run ended with {code}: {told[-300:]}")
    return told


def _drop(place: Office, name: str, data: bytes, way: str, gate: threading.Semaphore) -> None:
    with gate:
        path = place.inbox / name
        if way == "at once":
            path.write_bytes(data)
        elif way == "renamed":
            path.with_name(f"tam-{name}").write_bytes(data)
            time.sleep(_PAUSE)
            _renamed(path.with_name(f"tam-{name}"), path)
        elif way == "as .part":
            _slowly(path.with_name(name + ".part"), data, held=False)
            path.with_name(name + ".part").rename(path)
        else:
            _slowly(path, data, held=way != "slowly")


def _renamed(path: Path, to: Path) -> None:
    """By a person: what has gone meanwhile is not renamed any more."""
    try:
        path.rename(to)
    except FileNotFoundError:
        return


def _slowly(path: Path, data: bytes, held: bool) -> None:
    """In pieces with pauses; ``held`` keeps the file open all the time, else each piece is added anew."""
    size = -(-len(data) // _PIECES) or 1
    pieces = [data[n:n + size] for n in range(0, len(data), size)]
    if held:
        with path.open("wb", buffering=0) as out:
            for piece in pieces:
                out.write(piece)
                time.sleep(_PAUSE)
        return
    path.write_bytes(b"")
    for piece in pieces:
        with path.open("ab") as out:
            out.write(piece)
        time.sleep(_PAUSE)


def _judge(place: Office, every: Dropped, odd: list[Path], told: str, figures: Figures) -> None:
    wanted = Counter(hashlib.sha256(data).hexdigest() for _, data in every)
    names = {hashlib.sha256(data).hexdigest(): name for name, data in every}
    found: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for where in place.places():
        for path in place.lying(where):
            sha256 = digest(path)
            found[sha256] += 1
            done[sha256] += where == DONE
            figures.counts[f"lie in {where}"] += 1
            if where == "inbox" and path.name not in told:
                figures.wrong.append(f"left in the inbox without a word: {path.name}")
    figures.counts["files"] = wanted.total()
    figures.counts["found again"] = (wanted & found).total()
    figures.wrong += [f"lost {n} of {wanted[one]}: {names[one]}" for one, n in (wanted - found).items()]
    figures.wrong += [f"bytes that nobody dropped, or once too often: {names.get(one, one)}" for one in found - wanted]
    figures.wrong += [f"taken {n} times: {names[one]}" for one, n in done.items() if n > 1 and one in names]
    figures.wrong += [f"gone: {path.name}" for path in odd if not (path.is_symlink() or path.exists())]
    figures.counts["pipes and links left"] = len(odd)
    for sha256 in wanted:
        if found[sha256] and not done[sha256] and "trung-lap" in _lies(place, sha256):
            figures.wrong.append(f"only among the doubles: {names[sha256]}")


def _lies(place: Office, sha256: str) -> set[str]:
    return {where for where in place.places() for path in place.lying(where) if digest(path) == sha256}
