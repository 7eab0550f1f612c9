"""``chidao search``: directives and tasks that have the words, in a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from rich.table import Table
from rich.text import Text

from pipeline.errors import InputError
from pipeline.settings import Settings
from pipeline.store import Hit, Hits, is_there, open_store

from .answers import cut
from .console import output
from .showing import day

COLUMNS = ("Số, ký hiệu", "Ngày ban hành", "Điều, khoản", "Nội dung", "Chủ trì, ban hành", "Thời hạn", "Tình trạng")
DIRECTIVE = "(văn bản)"


def search(words: Sequence[str], most: int, settings: Settings, *, as_json: bool) -> int:
    """Print what has all the words; returns the exit code. Raises InputError when there is nothing to look for."""
    asked = " ".join(words)
    if not any(letter.isalnum() for letter in asked):
        raise InputError("Chưa ghi từ cần tìm.", "Ví dụ: chidao search đô thị \"Sở Xây dựng\"")
    found = Hits((), 0)
    if is_there(settings):
        with open_store(settings) as store:
            found = store.search(asked, most)
    if as_json:
        hits = [asdict(hit) | {"issued_on": hit.issued_on and hit.issued_on.isoformat()} for hit in found.first]
        print(json.dumps({"total": found.total, "hits": hits}, ensure_ascii=False, indent=2))
        return 0
    console = output()
    if found.first:
        console.print(_table(found.first))
    more = f"; hiện {len(found.first)} mục đầu, thêm: --limit {found.total}"
    told = more if found.total > len(found.first) else ""
    console.print(f"Tìm thấy {found.total} mục có “{asked}”{told}.", soft_wrap=True)
    return 0


def _table(hits: Sequence[Hit]) -> Table:
    table = Table(*COLUMNS)
    for hit in hits:
        place = DIRECTIVE if hit.kind == "directive" else hit.clause
        table.add_row(hit.number or "(không số)", day(hit.issued_on) if hit.issued_on else "", place,
                      Text(cut(" ".join(hit.text.split()))), Text(hit.lead), Text(hit.due), hit.status)
    return table
