"""So many distinct directives through one run: how the time grows, whether memory stays flat, and what a run costs that
finds nothing new.

The directives are made of the samples in Word: each has a number, a day, a province, bodies and words of its own, so
that nothing about them is known from the one before.
"""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from random import Random
from threading import Thread

import psutil

from pipeline.store import DATABASE

from .figures import Figures
from .files import SAMPLES
from .office import Office, office

RATIO, NOTHING_NEW = 10.5, 0.01
"""What is wanted: ten times as many documents in so many times the time, and a run with nothing new as a share."""

_LOOK = 2.0  # seconds between two looks at a run
_PATIENCE = 120.0  # seconds that a run gets to end in good order
_NO_NUMBER = ("du-thao",)  # a draft has none: many would be one
_TEXT = "word/document.xml"
_NUMBER = re.compile(r"(Số: *)\d+(?=/)")
_DAY = re.compile(r"(?P<place>[\w -]+), ngày \d+ tháng \d+ năm (?P<year>\d{4})")
_CENTRE = "Hà Nội"
_PROVINCES = ("Lào Cai", "Bắc Giang", "Nghệ An", "Gia Lai", "Đồng Tháp", "Cà Mau", "Lạng Sơn", "Hà Tĩnh", "Quảng Nam",
              "Bến Tre", "Thái Bình", "Sơn La", "Đắk Lắk", "Vĩnh Long", "Tây Ninh", "Phú Thọ", "Kiên Giang", "Lâm Đồng")
_BODIES = ("Sở Y tế", "Sở Tài chính", "Sở Nội vụ", "Sở Xây dựng", "Sở Tư pháp", "Sở Công Thương",
           "Sở Giáo dục và Đào tạo", "Công an tỉnh", "Thanh tra tỉnh")
_WORDS = (("kịp thời", "khẩn trương"), ("tăng cường", "đẩy mạnh"), ("thường xuyên", "liên tục"),
          ("nghiêm túc", "đầy đủ"), ("phù hợp", "sát thực tế"), ("hiệu quả", "thiết thực"))


def directives(count: int, random: Random) -> Iterator[tuple[str, bytes]]:
    """So many files, each with its name, made of the samples in turn."""
    samples = _samples()
    for number in range(count):
        name, parts = samples[number % len(samples)]
        text = _otherwise(parts[_TEXT].decode("utf-8"), number + 1, random)
        made = BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, data in parts.items():
                archive.writestr(zipfile.ZipInfo(part), text if part == _TEXT else data, zipfile.ZIP_DEFLATED)
        yield f"{number:05}-{name}", made.getvalue()


@cache
def _samples() -> list[tuple[str, dict[str, bytes]]]:
    found = []
    for path in sorted(SAMPLES.glob("*.docx")):
        if not any(word in path.name for word in _NO_NUMBER):
            with zipfile.ZipFile(path) as archive:
                found.append((path.name, {name: archive.read(name) for name in archive.namelist()}))
    return found


def _otherwise(text: str, number: int, random: Random) -> str:
    """The text of a sample with a number, a day, a place, bodies and words of its own."""
    text = _NUMBER.sub(rf"\g<1>{number}", text, count=1)
    place, swaps = "", dict[str, str]()
    if day := _DAY.search(text):
        place = day["place"].strip()
        text = text.replace(day[0], f"{day['place']}, ngày {random.randint(10, 28)} tháng {random.randint(10, 12)} năm "
                                    f"{day['year']}", 1)
    if place not in ("", _CENTRE):
        other = random.choice(_PROVINCES)
        swaps |= {place: other, place.upper(): other.upper()}
    swaps |= dict(zip(_BODIES, random.sample(_BODIES, len(_BODIES)), strict=True))
    swaps |= {one: random.choice((one, other)) for one, other in _WORDS}
    words = re.compile("|".join(sorted(map(re.escape, map(escape, swaps)), key=len, reverse=True)))
    return words.sub(lambda found: swaps[found[0]], text)


@dataclass(slots=True)
class Watched:
    """A run as it goes: ``documents`` by the seconds since it began, the memory in MB of the process that leads it and
    of all of them; ``seconds`` of the clock when it was through, and those of a processor that each process has
    ``spent`` as far as was seen, by its id; ``lead`` is that of the leading one."""

    documents: list[tuple[float, int]] = field(default_factory=list)
    leading: list[float] = field(default_factory=list)
    all: list[float] = field(default_factory=list)
    seconds: float = 0.0
    spent: dict[int, float] = field(default_factory=dict)
    lead: int = 0
    whole: bool = True

    @property
    def processor(self) -> float:
        """Seconds of the processors that all processes have spent."""
        return sum(self.spent.values())


def measure(count: int, random: Random, seconds: float = 0.0) -> Figures:
    """A run over ``count`` directives and one more that finds nothing new, ended after ``seconds`` (0: never); what
    was done by then is told."""
    figures = Figures()
    with office() as place:
        for name, data in directives(count, random):
            place.put(name, data)
        first = _watched(place, seconds)
        _tell(figures, first)
        if not first.whole:
            return figures
        if first.documents[-1][1] != count:
            figures.wrong.append(f"{first.documents[-1][1]} documents in the store of {count}")
        for name, folder in (("store", place.home), ("originals", place.home / "originals"), ("lists", place.outputs)):
            figures.counts[f"bytes of {name} a document"] = round(_size(folder) / count)
        again = _watched(place, seconds)
        share = again.processor / first.processor
        figures.counts["tenths of a second of the processor, nothing new"] = round(again.processor * 10)
        figures.counts["millionths of the first, nothing new"] = round(share * 1e6)
        if count >= 1000 and share > NOTHING_NEW:
            figures.wrong.append(f"nothing new takes {share:.2%} of the first run (wanted: under {NOTHING_NEW:.0%})")
    return figures


def _tell(figures: Figures, run: Watched) -> None:
    done = run.documents[-1][1] if run.documents else 0
    figures.counts["documents"] = done
    figures.counts["seconds"], figures.counts["seconds of the processors"] = round(run.seconds), round(run.processor)
    figures.counts["ms of the processors a document"] = round(1000 * run.processor / max(done, 1))
    figures.counts["ms of them, leading process"] = round(1000 * run.spent.get(run.lead, 0) / max(done, 1))
    for part in (1, 2, 3, 4):
        figures.counts[f"seconds at {part} of 4 parts"] = round(
            next((at for at, count in run.documents if count >= done * part / 4), run.seconds))
    for name, values in (("leading process", run.leading), ("all processes", run.all)):
        half = values[: max(len(values) // 2, 1)]
        figures.counts[f"MB at most, {name}, first half"] = round(max(half, default=0))
        figures.counts[f"MB at most, {name}"] = round(max(values, default=0))
    if not run.whole:
        figures.counts["cut off by its time"] = 1


def _watched(place: Office, seconds: float) -> Watched:
    """A run from its begin to its end, or to the end of its time."""
    found, began = Watched(), time.monotonic()
    run = place.start()
    found.lead = run.pid
    heard = Thread(target=_hear, args=(run,), daemon=True)  # else it stops when what it said fills the pipe
    heard.start()
    process = psutil.Process(run.pid)
    while run.poll() is None:
        with suppress(psutil.Error):
            family = [process, *process.children(recursive=True)]
            found.spent |= {one.pid: sum(one.cpu_times()[:2]) for one in family}
            memory = [one.memory_info().rss / 1e6 for one in family]
            found.leading.append(memory[0])
            found.all.append(sum(memory))
        found.documents.append((time.monotonic() - began, _count(place)))
        if len(found.documents) % 30 == 0:
            print(f"documents: {found.documents[-1][1]} after {found.documents[-1][0]:.0f} s, leading process "
                  f"{found.leading[-1]:.0f} MB", file=sys.stderr, flush=True)
        if seconds and time.monotonic() - began > seconds:
            found.whole = False
            _end(run)
        with suppress(subprocess.TimeoutExpired):
            run.wait(_LOOK)
    heard.join()
    found.seconds = time.monotonic() - began
    found.documents.append((found.seconds, _count(place)))
    return found


def _hear(run: subprocess.Popen[bytes]) -> None:
    while run.stdout and run.stdout.read(1 << 16):
        pass


def _end(run: subprocess.Popen[bytes]) -> None:
    run.send_signal(signal.SIGINT)
    try:
        run.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        run.kill()


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _count(place: Office) -> int:
    """The directives in the store, without a lock on it."""
    with suppress(sqlite3.Error):
        database = sqlite3.connect(f"file:{place.home / DATABASE}?mode=ro", uri=True, timeout=1)
        try:
            return int(database.execute("SELECT count(*) FROM store_directive").fetchone()[0])
        finally:
            database.close()
    return 0
