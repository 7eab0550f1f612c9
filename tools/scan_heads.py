"""How many heads of real scans are read right: ``python -m tools.scan_heads [--folder SHARED] [--first] [NAME…]``.

Prints for each scan and signed file of the corpus the expected and the found number, date, type and issuer, and the
shares that are right. Numbers and dates count only where they are printed or stamped by machine (``scan_heads.csv``,
read by eye); one that is written by hand may stay empty and is counted as wrong only in the last line, when something
else was taken for it. An issuer is right when its words are those of the index, written out; the place may be left
out. ``--first`` reads only the first page of each file.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from rapidfuzz import fuzz

from pipeline.compose import extract
from pipeline.errors import ChidaoError
from pipeline.knowledge.folding import key
from pipeline.knowledge.tables import read_table

ROOT = Path(__file__).resolve().parents[1]
_SHORT = {"cntt&tt": "công nghệ thông tin và truyền thông", "tn&mt": "tài nguyên và môi trường",
          "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "tt&tt": "thông tin và truyền thông",
          "kh&cn": "khoa học và công nghệ", "lđ-tb&xh": "lao động thương binh và xã hội", "kcn": "khu công nghiệp",
          "ct": "chương trình", "htpl": "hỗ trợ pháp lý", "cho dn": "cho doanh nghiệp",
          "tp.hcm": "thành phố hồ chí minh", "tp": "thành phố",
          "tt và ưd khcn": "thông tin và ứng dụng khcn", "gdđt": "giáo dục và đào tạo", "đh": "đại học"}
_START = 0.8  # share of a name that is enough at its start: *Ban Chấp hành Trung ương (Đảng)*
_LIKE = 96.0  # per cent: a letter of a longer name may differ


@dataclass(frozen=True, slots=True)
class Head:
    """The four fields as text; None for what is not printed or not found."""

    number: str | None
    date: str | None
    type: str | None
    issuer: str | None


def wanted(shared: Path) -> Iterator[tuple[str, Path, Head]]:
    """The files of the corpus that are pictures, with what is expected of them."""
    with (ROOT / "tools" / "scan_heads.csv").open(encoding="utf-8") as file:
        printed = {row["id"]: row for row in csv.DictReader(line for line in file if not line.startswith("#"))}
    codes = {row["abbreviation"]: row["name"].lower() for row in read_table("doc_types") if row["abbreviation"]}
    for line in (shared / "corpus" / "index.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        if entry["format"] != "pdf" or entry["pdf_kind"] == "born-digital":
            continue
        own = printed.get(entry["id"], {})
        kind = entry["kind"] if entry["kind"] != "khác" else _by_code(entry["number"], codes)
        yield entry["id"], shared / "corpus" / entry["file"], Head(own.get("number") or None, own.get("date") or None,
                                                                  kind, entry["issuer"])


def _by_code(number: str, codes: dict[str, str]) -> str | None:
    return next((codes[part] for part in re.split(r"[/-]", number) if part in codes), None)


def found(path: Path, first: bool) -> Head:
    """The head as the program reads it; ``first``: from the first page alone."""
    with tempfile.TemporaryDirectory() as folder:
        read = extract(_first_page(path, Path(folder)) if first else path).head
    return Head(read.number, read.issued_on.isoformat() if read.issued_on else None, read.type, read.issuer)


def _first_page(path: Path, folder: Path) -> Path:
    source, single = pdfium.PdfDocument(path), pdfium.PdfDocument.new()
    single.import_pages(source, [0])
    single.save(folder / path.name)
    source.close()
    return folder / path.name


def same_issuer(expected: str, read: str | None) -> bool:
    """Whether both name the same body; the place may be missing from what was read."""
    a, b = _plain(expected), _plain(read or "")
    bare = re.sub(r" (?:tỉnh|huyện|thành phố) .+$", "", a)
    names = [a] if bare.endswith("nhân dân") else [a, bare]  # a committee is named by its place
    names.append(_plain(expected.split(",", maxsplit=1)[0]))  # without the body above
    if a.startswith(b) and len(b) > _START * len(a):
        return True
    return any(fuzz.ratio(name, b) >= _LIKE or fuzz.token_sort_ratio(name, b) >= _LIKE for name in names)


def _plain(name: str) -> str:
    text = key(re.sub(r"\(.*?\)|,", " ", name))
    for short, written in _SHORT.items():
        text = re.sub(rf"(?<![\w&]){re.escape(key(short))}(?![\w&])", key(written), text)
    text = text.replace("&", " và ")
    return re.sub(r"\s+", " ", text.replace("-", " "))


def main() -> int:
    """Print the table and the shares."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--first", action="store_true")
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    right: dict[str, list[bool]] = {"number": [], "date": [], "type": [], "issuer": []}
    guessed: list[str] = []
    for name, path, expected in wanted(given.folder):
        if given.names and not any(part in name for part in given.names):
            continue
        try:
            read = found(path, given.first)
        except ChidaoError as error:
            print(f"{name:36} {error}")
            continue
        marks = _compare(expected, read, right)
        if expected.number is None and read.number is not None:
            guessed.append(f"{name}: {read.number}")
        print(f"{name:36} {'  '.join(marks)}", flush=True)
    for field, values in right.items():
        print(f"{field:8} {sum(values)}/{len(values)} right ({sum(values) / max(len(values), 1):.0%})")
    print(f"numbers written by hand and taken all the same: {len(guessed)}", *guessed, sep="\n  ")
    return 0


def _compare(expected: Head, read: Head, right: dict[str, list[bool]]) -> list[str]:
    pairs: dict[str, tuple[Any, Any, bool]] = {
        "number": (expected.number, read.number, expected.number == read.number),
        "date": (expected.date, read.date, expected.date == read.date),
        "type": (expected.type, read.type, expected.type == read.type),
        "issuer": (expected.issuer, read.issuer, same_issuer(expected.issuer or "", read.issuer)),
    }
    shown = []
    for field, (want, got, same) in pairs.items():
        if want is None:
            shown.append(f"{field}: – / {got}")
            continue
        right[field].append(same)
        shown.append(f"{field}: {want}" if same else f"{field}: {want} ≠ {got}")
    return shown


if __name__ == "__main__":
    sys.exit(main())
