"""A register as rows of fields for the tables of the pages; nothing here touches the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pipeline.model import DirectiveRow, Party, Register, TaskRow
from pipeline.model.names import shown
from pipeline.model.review import PROGRESS, Correction
from pipeline.store.folding import folded, line
from pipeline.workbooks.heirs import name_today
from pipeline.workbooks.lists import SUPPORT, AgencyList, Entry, agency_lists
from pipeline.workbooks.review_values import task_values
from pipeline.workbooks.sentences import Sentences
from pipeline.workbooks.sources import directive_words, place_words
from pipeline.workbooks.standing import STATUS_WORDS, doubts_of, is_doubtful, state_of
from pipeline.workbooks.words import limit_source, limit_value, modality_words

Fields = dict[str, Any]


class Flat:
    """The rows of a register. ``Fields`` name what the tables have; ``sha256`` is that of the directive of a row."""

    def __init__(self, register: Register) -> None:
        self._as_of = register.as_of
        self._directives = register.directives
        self._lists = agency_lists(register)
        self._tasks: dict[str, dict[str, TaskRow]] = defaultdict(dict)
        for task in register.tasks:
            for one in (task, *task.also):
                self._tasks[one.directive.sha256].setdefault(one.id, one)
        self._sentences = _sentences(register)

    def papers(self) -> Iterator[Fields]:
        """Every standing directive."""
        for row in self._directives:
            yield _paper(row, len(self._tasks[row.sha256]))

    def duties(self, papers: Mapping[str, int]) -> Iterator[Fields]:
        """Every task, in the order of its directive; ``papers`` are the ids of directives by sha256."""
        for row in self._directives:
            for position, task in enumerate(self._tasks[row.sha256].values()):
                sentences = self._sentences.get(row.sha256)
                beside = {"above": sentences.above(task), "read_at": sentences.read_at(task)} if sentences else {}
                yield {"sha256": row.sha256, "paper_id": papers[row.sha256], "position": position,
                       **_duty(task, self._as_of, beside)}

    def bodies(self) -> Iterator[Fields]:
        """Every list."""
        for one in self._lists:
            yield {"key": one.key, "slug": one.folder, "name": one.name, "group": one.group, "unknown": one.unknown,
                   "folded": line(folded(one.name))}

    def rows(self, bodies: Mapping[str, int], papers: Mapping[str, int],
             duties: Mapping[tuple[int, str], int]) -> Iterator[Fields]:
        """Every task of every list, once in each; the mappings give the ids of what it stands in."""
        for one in self._lists:
            seen: set[int] = set()
            for entry, role, source in _standing(one):
                task, paper = entry.task, papers[entry.task.directive.sha256]
                duty = duties[paper, task.id]
                if duty in seen:
                    continue
                seen.add(duty)
                yield {"sha256": task.directive.sha256, "body_id": bodies[one.key], "duty_id": duty, "paper_id": paper,
                       "role": role, "supports": entry.role == SUPPORT, "source": source, "open": task.open,
                       "due": task.due, "received_at": task.directive.received_at, "words": _words(task)}


def _standing(one: AgencyList) -> Iterator[tuple[Entry, str, str]]:
    for entry in one.entries:
        yield entry, one.role_words(entry), ""
    for shared in one.shared:
        yield shared.entry, shared.role_words, shared.source.name


def _sentences(register: Register) -> dict[str, Sentences]:
    rows: dict[str, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
    for task in register.rows():
        rows[task.directive.sha256][0].append(task)
    for left in register.rejected:
        rows[left.directive.sha256][1].append(left)
    return {sha256: Sentences(*both) for sha256, both in rows.items()}


def _paper(row: DirectiveRow, tasks: int) -> Fields:
    head = row.head
    return {
        "sha256": row.sha256, "title": directive_words(head), "number": head.number or "", "issuer": head.issuer or "",
        "issued_on": head.issued_on, "subject": head.subject or "", "received_at": row.received_at, "task_count": tasks,
        "shown": {
            "files": [shown(name) for name in row.files], "urgency": head.urgency or "", "place": head.place or "",
            "signer": ", ".join(filter(None, (head.signer.name, head.signer.position))) if head.signer else "",
            "addressees": list(head.addressees), "recipients": list(head.recipients), "doubts": list(row.doubts),
            "notices": list(row.notices), "history": list(row.history), "no_task": row.no_task or "",
            "changes": [change_of(one) for one in row.corrections],
        },
    }


def _duty(task: TaskRow, as_of: date, beside: Fields) -> Fields:
    state = state_of(task, as_of)
    return {
        "task": task.id, "clause": task.clause or "", "page": task.page, "text": task.text,
        "lead": _names(task.lead, task, as_of), "support": _names(task.support, task, as_of),
        "limit": "; ".join(map(limit_value, task.deadlines)), "due": task.due, "open": task.open, "state": state.value,
        "status": STATUS_WORDS[state], "completed_on": task.completed_on, "doubtful": is_doubtful(task),
        "shown": {
            "quote": task.quote or task.text, "modality": modality_words(task.modality),
            "limits": [[limit_value(limit), limit_source(limit)] for limit in task.deadlines],
            "doubts": list(doubts_of(task)), "notices": list(task.notices), "verdict": task.verdict,
            "links": [link.called for link in task.links],
            "also": [f"{directive_words(one.directive.head)}, {place_words(one)}".strip(", ") for one in task.also],
            **entered(task),
            "changes": [change_of(one) for one in task.corrections], **beside,
        },
    }


def entered(task: TaskRow) -> Fields:
    """What people have entered of a task, as its page shows it."""
    return {
        "percent": task.percent, "reply": task.reply or "", "note": task.note or "", "delay": task.delay or "",
        "replied_on": _day(task.replied_on), "leader_note": task.leader_note or "", "product": task.product or "",
        "extended_to": _day(task.extended_to), "extended_by": task.extended_by or "",
        "progress": {cell: value for cell, value in task_values(task).items() if cell in PROGRESS},
    }


def _names(parties: tuple[Party, ...], task: TaskRow, as_of: date) -> str:
    return "; ".join(name_today(party, task, as_of) for party in parties)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def change_of(one: Correction) -> list[str]:
    """What a person changed, as rows keep it: cell, before, after, who, when, and what became of it."""
    return [one.cell, one.before, one.after, one.who, f"{one.at:%d/%m/%Y %H:%M}", one.state]


def _words(task: TaskRow) -> str:
    head = task.directive.head
    parties = (party.agency for party in (*task.lead, *task.support))
    return line(folded(" ".join(filter(None, (head.number, head.issuer, head.subject, task.text, *parties)))))
