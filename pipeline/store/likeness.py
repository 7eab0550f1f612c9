"""Files of one directive that its head does not tell: a draft, a copy without its number, known by their words.

Measured on some 300 directives: the same in another file or format is alike by 0.907 and more (drafts and their issued
forms 0.990 and 0.998), two directives of one form letter by 0.815 at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from rapidfuzz.distance import Indel

from . import models
from .comparing import may_be_alike, words

ALIKE = 0.87
"""Two texts so alike (0 to 1: twice the words in common and in order, over all words) are one directive."""

VERY_ALIKE = 0.98
"""Where neither bears a number and none is a draft: letters to many differ by little more than the addressee."""

LEAST = 50
"""Words below which a text says too little to be known by them."""

_DRAFT = re.compile(r"^\W*(?:bản\s+)?dự\s+thảo(?:\s+(?:lần|số|ngày|\d)[\w\s./-]{0,25})?\W*$",
                    re.IGNORECASE | re.MULTILINE)
_TOP = 1500  # characters of the head of a directive, where the mark stands


def is_draft(row: models.Directive) -> bool:
    """Whether a line at the top marks it as a draft (*DỰ THẢO*, *Dự thảo lần 2*)."""
    return bool(_DRAFT.search(row.text[:_TOP]))


def is_loose(row: models.Directive) -> bool:
    """Whether number, day and issuer do not tell which directive it is."""
    return not (row.number and row.issued_on and row.issuer)


def standing_order(row: models.Directive) -> tuple[object, ...]:
    """How much is known of which directive it is, the most first: a draft never comes before what was issued."""
    return bool(row.number), not is_draft(row), bool(row.issued_on) + bool(row.issuer)


def parent(row: models.Directive) -> models.Directive | None:
    """The file whose directive a loose one is: the most alike of those of which more is known."""
    mine = _place(row)
    others = [(score, _place(other), other) for other in _near(row, Q())
              if _place(other) > mine and (score := _score(row, other))]
    return max(others, key=lambda one: one[:2])[2] if others else None


def children(row: models.Directive) -> Iterator[models.Directive]:
    """The loose files that may be of the same directive as this one."""
    return (other for other in _near(row, models.LOOSE) if _score(row, other))


def _place(row: models.Directive) -> tuple[object, ...]:
    return (*standing_order(row), len(row.text), row.sha256)


def _near(row: models.Directive, wanted: Q) -> QuerySet[models.Directive]:
    """Files ``wanted`` whose heads do not contradict, whose texts are about as long and may be alike."""
    found = models.Directive.objects.filter(wanted, past=False, removed__isnull=True).exclude(pk=row.pk)
    for field in ("type", "issuer", "issued_on"):
        value = getattr(row, field)
        if value:
            found = found.filter(Q(**{field: value}) | Q(**{field: None}))
    size = len(row.text)
    sized = found.annotate(size=Length("text")).filter(size__gte=size * 0.6, size__lte=size / 0.6)
    near = [pk for pk, sketch in sized.values_list("pk", "sketch") if may_be_alike(row.sketch, sketch)]
    return models.Directive.objects.filter(pk__in=near)


def _score(one: models.Directive, other: models.Directive) -> float:
    """How alike the texts are; 0 when they are of two directives."""
    if one.number and other.number and one.number != other.number:
        return 0
    subjects = one.head.get("subject"), other.head.get("subject")
    if all(subjects) and _figures(subjects[0]) != _figures(subjects[1]):
        return 0
    a, b = _words(one.text), _words(other.text)
    if min(len(a), len(b)) < LEAST:
        return 0
    told = one.number or other.number or is_draft(one) or is_draft(other)
    return float(Indel.normalized_similarity(a, b, score_cutoff=ALIKE if told else VERY_ALIKE))


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[str, ...]:
    return tuple(words(text))


def _figures(subject: str) -> set[str]:
    """The figures of a trích yếu: the meeting of May is not that of June."""
    return {word for word in words(subject) if any(map(str.isdigit, word))}
