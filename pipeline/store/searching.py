"""Looking for directives and tasks by words, by the database's own index: FTS5 on SQLite, a GIN index over a tsvector
on PostgreSQL. Both hold the same words (``folding``), and what ranks them is computed alike: the answers are the same.

All words must occur, with or without diacritics; what is written together (*1612/UBND-VXNV*) stands together. First
comes whose number is looked for, then what is spelled as it was typed, then where the words stand in one run,
directives before tasks, the newest first.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import connection

from . import models
from .folding import folded, line, spelled
from .indexing import Shown, added_of, head_of, tasks_of
from .results import Hit, Hits

_MOST_WORDS: Final = 32
_QUERY: Final = """
    SELECT entry.id, count(*) OVER ()
    FROM store_searchentry entry LEFT JOIN store_directive directive ON directive.id = entry.directive_id
    WHERE {match} AND directive.twin_of_id IS NULL AND directive.removed IS NULL
    ORDER BY {place}(entry.head, %s) > 0 DESC, {spelling} DESC, {place}(entry.words, %s) > 0 DESC,
        (entry.position > 0 OR entry.task_id IS NOT NULL), directive.issued_on IS NULL, directive.issued_on DESC,
        directive.sha256, entry.position, entry.id
    LIMIT %s
"""
_MATCH: Final = {"sqlite": "entry.id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)",
                 "postgresql": "entry.vector @@ %s::tsquery"}
_PLACE: Final = {"sqlite": "instr", "postgresql": "strpos"}


def search(words: str, most: int) -> Hits:
    """The first ``most`` of what has all these words, and how many there are; nothing where no word is left."""
    runs = [run for word in words.split() if (run := folded(word))][:_MOST_WORDS]
    if not runs:
        return Hits((), 0)
    every = [word for run in runs for word in run]
    typed = list(dict.fromkeys(spelled(words)))[:_MOST_WORDS]
    marked = [line([word]) for word in typed] if typed != [*dict.fromkeys(folded(words))][:_MOST_WORDS] else []
    place = _PLACE[connection.vendor]
    spelling = " + ".join(["0 + 0", *("CASE WHEN {place}(entry.spelled, %s) > 0 THEN 1 ELSE 0 END" for _ in marked)])
    query = _QUERY.format(match=_MATCH[connection.vendor], place=place, spelling=f"({spelling.format(place=place)})")
    with connection.cursor() as cursor:
        cursor.execute(query, [_asked(runs), line(every), *marked, line(every), most])
        rows: list[Any] = cursor.fetchall()
    return Hits(tuple(_hits([pk for pk, _ in rows])), rows[0][1] if rows else 0)


def _asked(runs: list[list[str]]) -> str:
    """The query in the language of the database."""
    if connection.vendor == "sqlite":
        return " AND ".join(f'"{" ".join(run)}"' for run in runs)
    return " & ".join("(" + " <-> ".join(f"'{word}'" for word in run) + ")" for run in runs)


def _hits(entries: list[int]) -> list[Hit]:
    """What is shown of these entries, in their order."""
    rows = models.SearchEntry.objects.select_related("directive", "task__directive").in_bulk(entries)
    tasks = tasks_of([row.task for row in rows.values() if row.task])
    added = [row.subject for row in rows.values() if row.task is None and row.position]
    found = {(shown.directive.pk if shown.directive else None, shown.subject): shown
             for shown in (*tasks, *added_of(models.AddedTask.objects.filter(key__in=added)))}
    found |= {(row.directive_id, row.subject): head_of(row.directive) for row in rows.values()
              if row.task is None and not row.position}
    shown = [found[rows[pk].directive_id, rows[pk].subject] for pk in entries]
    return [_hit(one) for one in shown]


def _hit(shown: Shown) -> Hit:
    cells, row = shown.cells, shown.directive
    is_directive = "subject" in cells
    return Hit(
        "directive" if is_directive else "task", shown.subject, row.sha256 if row else "", cells.get("number", ""),
        row.issued_on if row else None, cells.get("clause", ""), shown.task.page if shown.task else None,
        cells.get("subject" if is_directive else "text", ""),
        *(cells.get(name, "") for name in ("issuer" if is_directive else "lead", "support", "due", "status")))
