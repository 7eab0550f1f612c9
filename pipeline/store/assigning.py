"""What people decide about roles and general nouns (*chủ đầu tư*): which bodies they mean, in one directive or wherever
they stand. Called inside a transaction.

A directive is told by its số, ký hiệu, day and issuer, or by the contents that were there when a person decided, so it
does not matter which of its files stands or which came first. What a person said of one directive outranks what he said
of all. A decision holds until it is taken back; all of them are entered in the audit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from pipeline.account import account
from pipeline.audit import Note
from pipeline.knowledge.registry import Registry, comparable, place_of
from pipeline.model import Decision, Head, Party, TaskRow
from pipeline.model.chain import key_of

from . import auditing, codec, models
from .clock import now
from .renumbering import with_id
from .results import Assigned, Found

_PLURAL = re.compile(r"^(?:(?:các|những|toàn thể|tất cả) )+")
_LONGEST = 255
EVERYWHERE = ""
"""The scope of what holds for every directive."""

Meanings = Mapping[tuple[str, str], tuple[Party, ...]]
"""Role and scope (of a directive, or a content of it) → the bodies that are meant."""


def role_of(words: str) -> str:
    """A role as a key: folded, one and many alike."""
    return _PLURAL.sub("", comparable(words))[:_LONGEST]


def scope_of(head: Head, sha256: str) -> str:
    """A directive by what it is, by its content when it has no number."""
    if not head.number:
        return sha256
    parts = (key_of(head.number), head.issued_on.isoformat() if head.issued_on else "", comparable(head.issuer or ""))
    return "|".join(parts)[:_LONGEST]


def assign(words: str, bodies: Iterable[Party], found: Found | None, reason: str) -> None:
    """Let the role mean these bodies, in the directive that was found or everywhere, in place of what it meant."""
    bodies = tuple(bodies)
    there = models.Assignment.objects.filter(role=role_of(words), scope=_scope(found)).first()
    models.Assignment.objects.update_or_create(
        role=role_of(words), scope=_scope(found),
        defaults={"words": words, "number": _number(found), "contents": list(found.sha256s) if found else [],
                  "bodies": [[body.agency, body.agency_id, body.group] for body in bodies],
                  "decision": codec.plain(Decision(now(), account(), reason))})
    _enter("assign", words, found, {"before": named(_bodies(there)) if there else "", "after": named(bodies),
                                    "reason": reason})


def remember(task: str, words: str, names: Iterable[str], reason: str) -> None:
    """Let the role mean everywhere the bodies that these names mean in the directive of that task."""
    row = models.Task.objects.select_related("directive").filter(key=task.partition("~")[0]).first()
    by = codec.head(row.directive.head) if row else Head()
    place = place_of(Registry.load(), by.issuer, by.issued_on)
    assign(words, [_body(name, by.issued_on, place) for name in names], None, reason)


def _body(name: str, on: date | None, place: str | None) -> Party:
    known = Registry.load().resolve(name, on, place)
    group = Registry.load().sort(name, on, place) == "group"
    return Party(name, known.name if known else name, known.id if known else None, group)


def unassign(words: str, found: Found | None, reason: str) -> Assigned | None:
    """Take back what a role means, in the directive that was found or everywhere; returns it, None when nothing was
    decided."""
    row = models.Assignment.objects.filter(role=role_of(words), scope=_scope(found)).first()
    if row is None:
        return None
    before = _assigned(row)
    row.delete()
    _enter("unassign", words, found, {"before": named(before.bodies), "after": "", "reason": reason})
    return before


def _enter(what: str, role: str, found: Found | None, told: Mapping[str, str]) -> None:
    auditing.note(Note(what, found.sha256s[0] if found else "", words={"role": role, "number": _number(found), **told}))


def named(bodies: Iterable[Party]) -> str:
    """Bodies in one line."""
    return "; ".join(body.agency for body in bodies)


def every() -> tuple[Assigned, ...]:
    """All that holds, by role."""
    return tuple(_assigned(row) for row in models.Assignment.objects.all())


def meanings() -> Meanings:
    """What every role means, by scope and by each content of a directive."""
    return {(row.role, scope): _bodies(row) for row in models.Assignment.objects.all()
            for scope in (*row.contents, row.scope)}


def meant(task: TaskRow, contents: Iterable[str], known: Meanings) -> TaskRow:
    """The task with the bodies that its roles mean; ``contents`` are the files of its directive."""
    scopes = (scope_of(task.directive.head, task.directive.sha256), *contents, EVERYWHERE)
    return replace(task, lead=_meant(task.lead, scopes, known), support=_meant(task.support, scopes, known))


def _meant(parties: tuple[Party, ...], scopes: tuple[str, ...], known: Meanings) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for party in parties:
        role = role_of(party.agency) if party.agency_id is None else ""
        bodies = next((known[role, scope] for scope in scopes if (role, scope) in known), None)
        for body in bodies or (party,):
            one = replace(party, agency=body.agency, agency_id=body.agency_id, group=body.group)
            found.setdefault(one.agency_id or one.agency, one)
    return tuple(found.values())


def _scope(found: Found | None) -> str:
    return scope_of(found.head, found.sha256s[0]) if found else EVERYWHERE


def _bodies(row: models.Assignment) -> tuple[Party, ...]:
    return tuple(with_id(Party(name, name, agency_id, group)) for name, agency_id, group in row.bodies)


def _assigned(row: models.Assignment) -> Assigned:
    return Assigned(row.words, _bodies(row), row.number, codec.decided(row.decision))


def _number(found: Found | None) -> str:
    return found.head.number or found.files[0] if found else ""
