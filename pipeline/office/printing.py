"""PDF files of the pages for leaders, on demand: by one call of LibreOffice, and only of pages that have changed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.causes import cause_of
from pipeline.errors import InputError, OutputError
from pipeline.private import held
from pipeline.reading.office_files import soffice
from pipeline.workbooks.brief import BRIEF_NAME
from pipeline.workbooks.placing import place
from pipeline.workbooks.printed import PDF_NAME, digest, is_our_pdf, keep_digests, read_digests
from pipeline.workbooks.publish import AGENCIES_FOLDER
from pipeline.workbooks.slugs import slug

_START, _EACH = 120.0, 5.0
"""Seconds that LibreOffice may take to start, and for each page."""

_INSTALL = ("Cài LibreOffice rồi chạy lại: sudo apt-get install libreoffice-writer-nogui. "
            f"Hoặc mở {BRIEF_NAME} bằng Word và lưu thành PDF.")


@dataclass(frozen=True, slots=True)
class Printed:
    """The PDF files that were made, and how many pages had not changed."""

    made: tuple[Path, ...]
    unchanged: int


def print_briefs(outputs: Path, names: Sequence[str] = ()) -> Printed:
    """Make a PDF beside the page of every agency whose name holds one of the ``names`` (all when there are none).

    Raises InputError when there is no such page, OutputError when LibreOffice is not installed or fails, or a file
    cannot be written. A PDF that somebody has changed or signed stays, and the new one goes beside it.
    """
    agencies = outputs / AGENCIES_FOLDER
    return _print(agencies, _pages(agencies, names))


def print_brief(outputs: Path, folder: str) -> Printed:
    """The same for the page in one ``folder`` of the agencies alone, by its whole name."""
    agencies = outputs / AGENCIES_FOLDER
    page = agencies / folder / BRIEF_NAME
    if not page.is_file():
        raise InputError(f"Chưa có trang {BRIEF_NAME} của cơ quan này.", "Chạy chidao run để lập rồi làm lại.")
    return _print(agencies, [page])


def can_print() -> bool:
    """Whether LibreOffice is installed."""
    return soffice.program() is not None


def _print(agencies: Path, wanted: Sequence[Path]) -> Printed:
    kept = read_digests(agencies)
    pages = {page: digest(page) for page in wanted}
    old = [page for page, now in pages.items()
           if kept.get(page.parent.name, [""])[0] != now or not page.with_name(PDF_NAME).exists()]
    made = []
    try:
        with held() as folder:
            for page, pdf in _converted(old, folder):
                target = page.with_name(PDF_NAME)
                found = place(partial(shutil.copyfile, pdf), target, is_our_pdf)
                made.append(found.written if found else target)
                kept[page.parent.name] = [pages[page], digest(made[-1])]
    finally:
        _keep(agencies, kept, made)
    if len(made) < len(old):
        raise OutputError(f"LibreOffice không lập được {len(old) - len(made)} bản PDF.", _INSTALL)
    return Printed(tuple(made), len(pages) - len(old))


def _pages(agencies: Path, names: Sequence[str]) -> list[Path]:
    """The pages of the agencies that are named, by the names of their folders."""
    every = sorted(agencies.glob(f"*/{BRIEF_NAME}"))
    found = [page for page in every if not names or any(slug(name) in page.parent.name for name in names)]
    missing = [name for name in names if not any(slug(name) in page.parent.name for page in every)]
    if missing or not every:
        told = "; ".join(f"“{name}”" for name in missing) or f"dưới {agencies}"
        raise InputError(f"Không có trang {BRIEF_NAME} của cơ quan nào {told}.",
                         "Chạy chidao run để lập, rồi ghi tên như tên thư mục trong co-quan.")
    return found


def _converted(pages: Sequence[Path], folder: Path) -> Iterator[tuple[Path, Path]]:
    """The pages with their PDF files, each named by its agency meanwhile."""
    if not pages:
        return
    sources = {page: folder / f"{page.parent.name}.docx" for page in pages}
    for page, source in sources.items():
        shutil.copyfile(page, source)
    try:
        made = soffice.to_pdf(list(sources.values()), folder, _START + _EACH * len(pages))
    except subprocess.TimeoutExpired as error:
        raise OutputError(f"LibreOffice lập {len(pages)} bản PDF quá lâu chưa xong.",
                          "Chạy lại cho từng cơ quan: chidao print \"TÊN CƠ QUAN\"") from error
    except FileNotFoundError as error:
        raise OutputError("Cần LibreOffice để lập bản PDF; máy này chưa cài.", _INSTALL) from error
    except OSError as error:
        raise OutputError(f"Không chạy được LibreOffice: {cause_of(error)}.", _INSTALL) from error
    yield from ((page, made[source]) for page, source in sources.items() if source in made)


def _keep(agencies: Path, kept: dict[str, list[str]], made: Sequence[Path]) -> None:
    if not made:
        return
    try:
        keep_digests(agencies, kept)
    except OSError as error:
        raise OutputError(f"Không ghi được vào {agencies}: {cause_of(error)}.",
                          "Kiểm tra quyền ghi và dung lượng đĩa rồi chạy lại.") from error
