"""Looking for directives and tasks by words, by the database's own index: FTS5 on SQLite, a GIN index over a tsvector
on PostgreSQL. Both hold the same words (``folding``), and what ranks them is computed alike: the answers are the same.

All words must occur, with or without diacritics; what is written together (*1612/UBND-VXNV*) stands together. First
comes whose number is looked for, then what is spelled as it was typed, then where the words stand in one run,
directives before tasks, the newest first.
"""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import Final

from django.db import connection
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from . import models
from .folding import folded, line, spelled
from .indexing import Shown, added_of, head_of, tasks_of
from .results import Hit, Hits

_MOST_WORDS: Final = 32
_STANDING: Final = Q(directive=None) | Q(directive__twin_of=None, directive__removed__isnull=True)


def search(words: str, most: int) -> Hits:
    """The first ``most`` of what has all these words, and how many there are; nothing where no word is left."""
    found = matching(words)
    first = list(ranked(found, words).values_list("pk", flat=True)[:most])
    return Hits(tuple(_hits(first)), len(first) if len(first) < most else found.count())


def runs_of(words: str) -> list[list[str]]:
    """What is looked for: of each word as it was typed the words that have to stand together."""
    return [run for word in words.split() if (run := folded(word))][:_MOST_WORDS]


def matching(words: str, standing: Q = _STANDING) -> QuerySet[models.SearchEntry]:
    """The entries, of directives that stand, that have all these words; none where no word is left. ``standing`` says
    it otherwise where that costs less."""
    runs, rows = runs_of(words), models.SearchEntry.objects.order_by()
    if not runs:
        return rows.none()
    if connection.vendor == "sqlite":
        found = RawSQL("SELECT rowid FROM search_words WHERE search_words MATCH %s", (_asked(runs),))
        return rows.filter(standing, pk__in=found)
    return rows.filter(standing).extra(where=["store_searchentry.vector @@ %s::tsquery"], params=[_asked(runs)])


def ranked(rows: QuerySet[models.SearchEntry], words: str, *, roughly: bool = False) -> QuerySet[models.SearchEntry]:
    """Entries that match ``words``, the best first; ``roughly`` for very many: by number, then the last that came."""
    every = line([word for run in runs_of(words) for word in run])
    if roughly:
        return rows.order_by(_has("head", every).desc(), "-pk")
    typed = list(dict.fromkeys(spelled(words)))[:_MOST_WORDS]
    marked = [line([word]) for word in typed] if typed != [*dict.fromkeys(folded(words))][:_MOST_WORDS] else []
    spelling = [reduce(add, (_has("spelled", one) for one in marked)).desc()] if marked else []
    is_task = Case(When(Q(position__gt=0) | Q(task__isnull=False), then=Value(1)), default=Value(0),
                   output_field=IntegerField())
    return rows.order_by(_has("head", every).desc(), *spelling, _has("words", every).desc(), is_task,
                         F("directive__issued_on").desc(nulls_last=True), "directive__sha256", "position", "pk")


def _has(column: str, words: str) -> Case:
    """1 where the column holds the words, else 0."""
    there = GreaterThan(StrIndex(F(column), Value(words)), 0)
    return Case(When(there, then=Value(1)), default=Value(0), output_field=IntegerField())


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
