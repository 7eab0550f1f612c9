"""The review page: how soon it opens for a scan of forty pages, and how many actions a row costs somebody who knows
what is right.

    python -m tools.bench.reviewing [NAME ...]

Serves an office of its own with ``chidao web``, opens its pages in Chromium and prints one JSON object. The person is a
script: it has the right answers of the samples (``corpus/gold``), presses keys, and counts each key that it presses and
each text that it types as one action.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import psutil
import pypdfium2 as pdfium
from PIL import Image
from rapidfuzz import fuzz

from pipeline.compose import from_document, warm_up
from pipeline.knowledge.folding import slug
from pipeline.model import Extraction
from pipeline.reading import digest, read
from pipeline.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SAMPLES, GOLD = ROOT / "corpus" / "samples", ROOT / "corpus" / "gold"
PAGES: Final = 40
FIRST, SECOND, ROW, DOUBTFUL = 1.0, 0.3, 1, 5
"""What is wanted: seconds until the first page stands there with its marks, and the second time; actions for a sure row
and at most for a doubtful one."""

NAMES: Final = ("kh-86-kh-ubnd-2023", "kh-2140-kh-ubnd-2025", "ct-08-ct-ubnd-2021")
_SCAN_DPI: Final = 200
_ALIKE: Final = 60.0  # of 100: so alike are a row and the right one at least
_NAME, _PASSWORD = "chuyenvien", "Do-luong-trang-2026"
_STARTED: Final = 4  # processes: who answers, who keeps the lists, who draws and who places words
_FIELDS: Final = ("lead", "support", "due")


def scan(folder: Path) -> tuple[Path, Extraction]:
    """A scan of forty pages, with what recognition would give of it: the words of the pages of which it is made."""
    words = pdfium.PdfDocument.new()
    while len(words) < PAGES:
        for name in NAMES:
            with pdfium.PdfDocument(SAMPLES / f"{name}.pdf") as sample:
                words.import_pages(sample, range(min(len(sample), PAGES - len(words))))
    printed, scanned = folder / "in.pdf", folder / "quet.pdf"
    words.save(printed)
    pictures: list[Image.Image] = [page.render(scale=_SCAN_DPI / 72, grayscale=True).to_pil() for page in words]
    pictures[0].save(scanned, "PDF", save_all=True, append_images=pictures[1:], resolution=_SCAN_DPI)
    document = read(printed, Settings())
    source = replace(document.source, name=scanned.name, sha256=digest(scanned), text_from="ocr")
    made = from_document(replace(document, source=source), Settings())
    head = replace(made.head, number="9999/KH-UBND")  # else it were a copy of the sample with which it begins
    return scanned, replace(made, head=head)


def fill(home: Path) -> tuple[str, dict[str, str]]:
    """Make the office; gives the content of the scan, and those of the samples by name."""
    from pipeline.web.config import prepare  # noqa: PLC0415  sets Django up
    settings = Settings(home=home / "home", inbox=home / "inbox", outputs=home / "outputs")
    prepare(settings)
    from pipeline.compose import extract  # noqa: PLC0415
    from pipeline.store import open_store  # noqa: PLC0415
    from pipeline.web import projecting  # noqa: PLC0415
    from pipeline.web.accounts import people  # noqa: PLC0415
    from pipeline.web.roles import ANALYST  # noqa: PLC0415

    warm_up()
    path, extraction = scan(home)
    samples = {name: extract(SAMPLES / f"{name}.pdf") for name in sys.argv[1:] or NAMES}
    with open_store(settings) as store:
        store.record(extraction, path)
        for name, one in samples.items():
            store.record(one, SAMPLES / f"{name}.pdf")
    people.add(settings, _NAME, ANALYST, (), _PASSWORD)
    projecting.build(settings)
    return extraction.source.sha256, {name: one.source.sha256 for name, one in samples.items()}


@dataclass(frozen=True, slots=True)
class Served:
    """The address of the pages of an office, and the process that serves them."""

    url: str
    process: psutil.Process

    def processor(self) -> float:
        """Seconds of processor time that it and all it started have used: a machine that is busy with other things
        does not change them."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(sum(one.cpu_times()[:2]) for one in family)

    def wait(self) -> None:
        """Wait until all that is started beside it has been started."""
        before = -1.0
        while (now := self.processor()) - before > 0.1 or len(self.process.children(recursive=True)) < _STARTED:
            before = now
            time.sleep(2)


@contextmanager
def served(home: Path) -> Iterator[Served]:
    """The pages of that office."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "web", "--port", str(port)]
    places = {"CHIDAO_HOME": str(home / "home"), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=home, env={**os.environ, **places}, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            server.stdout.readline()  # it says when it can be asked
            found = Served(f"http://127.0.0.1:{port}", psutil.Process(server.pid))
            found.wait()
            yield found
        finally:
            server.send_signal(signal.SIGTERM)


def enter(browser: Any, url: str) -> Any:
    """A page of somebody who has just signed in."""
    page = browser.new_context(base_url=url, viewport={"width": 1366, "height": 768}).new_page()
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(_NAME)
    page.get_by_label("Mật khẩu").fill(_PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")
    return page


def opened(page: Any, sha256: str, server: Served) -> tuple[float, float]:
    """Seconds until the page at hand is drawn and the row that is chosen is marked on it, and seconds of processor time
    of the server for that."""
    began, used = time.perf_counter(), server.processor()
    page.goto(f"/ra-soat/{sha256}/", wait_until="commit")
    page.locator("rect.act").first.wait_for(state="attached")
    page.locator(".leaf:has(rect.act) img").first.evaluate("image => image.decode()")
    return round(time.perf_counter() - began, 2), round(server.processor() - used, 2)


@dataclass(slots=True)
class Person:
    """Somebody who knows what is right, and counts."""

    page: Any
    right: list[dict[str, Any]]
    actions: int = 0

    def press(self, key: str, sends: bool = False) -> None:
        """One key."""
        self.actions += 1
        if not sends:
            self.page.keyboard.press(key)
            return
        with self.page.expect_response("**/sua/**"):
            self.page.keyboard.press(key)
        self.page.locator("#ra-soat:not([aria-busy])").wait_for()

    def wrong(self, row: Any) -> dict[str, str] | None:
        """The fields of a row that are wrong with what is right; None for a row that is no task."""
        text = row.locator(".field.text").get_attribute("data-value")
        best = max(self.right, key=lambda one: fuzz.ratio(one["text"], text), default=None)
        if best is None or fuzz.ratio(best["text"], text) < _ALIKE:
            return None
        days = [one["due"] for one in best["deadlines"] if one.get("due")]
        wanted = {"lead": "; ".join(best["lead"]), "support": "; ".join(best["support"]),
                  "due": "/".join(reversed(min(days).split("-"))) if days else ""}
        shown = {cell: row.locator(f".field.{cell}").get_attribute("data-value") for cell in _FIELDS}
        return {cell: value for cell, value in wanted.items() if _names(value) != _names(shown[cell])
                and (value or cell != "due")}

    def decide(self, row: Any) -> None:
        """Mend what is wrong in the row at hand, and decide about it."""
        wrong = self.wrong(row)
        if wrong is None:
            self.press("b", sends=True)
            return
        for cell, value in wrong.items():
            field = row.locator(f".field.{cell}")
            if "doubt" in (field.get_attribute("class") or ""):
                self.press("Enter")
                while "here" not in (field.get_attribute("class") or ""):
                    self.press("Enter")
            else:
                self.actions += 1
                field.locator(".value").click()
            self.press("s")
            self.actions += 1
            field.locator(".edit input").fill(value)
            self.press("Enter", sends=True)
        self.press("d", sends=True)


def _names(value: str | None) -> set[str]:
    return {slug(name) for name in (value or "").split(";") if name.strip()}


def walked(page: Any, sha256: str, name: str) -> list[tuple[bool, int, int]]:
    """Every row of a directive: whether it was doubted, how many fields were wrong, and the actions that it cost."""
    right = json.loads((GOLD / f"{name}.json").read_text("utf-8"))["tasks"]
    page.goto(f"/ra-soat/{sha256}/")
    page.locator("rect.act").first.wait_for(state="attached")
    found, person = [], Person(page, right)
    while (row := page.locator(".row[aria-current][data-waits='1']")).count():
        task = row.get_attribute("data-id")
        doubted, wrong = row.locator(".field.doubt").count() > 0, person.wrong(row)
        before = person.actions
        person.decide(row)
        found.append((doubted, -1 if wrong is None else len(wrong), person.actions - before))
        page.locator(f".row[data-id='{task}'][data-waits='']").wait_for(state="attached")
    return found


def measure() -> dict[str, Any]:
    """All figures."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="chidao-do-") as folder:
        home = Path(folder)
        scanned, samples = fill(home)
        with sync_playwright() as play, served(home) as server:
            browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            first = opened(enter(browser, server.url), scanned, server)
            other = enter(browser, server.url)  # somebody else: the browser has kept nothing
            second = opened(other, scanned, server)
            again = min(opened(other, scanned, server) for _ in range(3))
            rows = {name: walked(other, sha256, name) for name, sha256 in samples.items()}
            browser.close()
    every = [row for found in rows.values() for row in found]
    return {
        "scan": {"pages": PAGES, "seconds_and_of_processor": {"first": first, "other person": second, "again": again},
                 "wanted": [FIRST, SECOND], "load": round(os.getloadavg()[0], 1)},
        "rows": {"of": list(rows), "all": len(every),
                 "actions_a_row": round(sum(row[2] for row in every) / len(every), 2),
                 "right_rows": _actions([n for _, wrong, n in every if wrong <= 0]),
                 "doubted_one_wrong": _actions([n for doubted, wrong, n in every if doubted and wrong == 1]),
                 "doubted": _actions([n for doubted, _, n in every if doubted]),
                 "sure_but_wrong": _actions([n for doubted, wrong, n in every if not doubted and wrong > 0]),
                 "wanted": [ROW, DOUBTFUL]},
    }


def _actions(counts: list[int]) -> dict[str, float]:
    if not counts:
        return {"rows": 0}
    return {"rows": len(counts), "mean": round(statistics.mean(counts), 2), "most": max(counts)}


if __name__ == "__main__":
    print(json.dumps(measure(), ensure_ascii=False, indent=1))
