"""What the language room finds in the words of each clause, before the task room puts it together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .task import Limit, Modality, Party

SectionKind = Literal["task", "organisation", "purpose", "goal", "assessment", "funding", "scope", "none"]
SegmentKind = Literal["act", "qualifier", "statement"]
QualifierKind = Literal["deadline", "lead", "support", "product", "content", "detail"]
Command = Literal["directed", "subject", "imperative", "modal", "none"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a clause that a clerk would weigh as a task. Offsets point into the document's text.

    ``command`` tells what makes it one: a directing verb with a party, a party as subject, a bare
    imperative, a modal (*phải*, *không được*), or nothing. ``subject`` is who does it by the segment's
    own words; ``support`` who helps; ``support_holds`` when the support stands in the subject phrase and
    so holds for what follows. ``excluded`` is the code of the reason why it is no task, else None.
    ``restarts`` is True after a sentence end.
    """

    start: int
    end: int
    kind: SegmentKind
    command: Command
    modality: Modality
    subject: tuple[Party, ...] = ()
    support: tuple[Party, ...] = ()
    support_holds: bool = False
    limits: tuple[Limit, ...] = ()
    qualifier: QualifierKind | None = None
    parties: tuple[Party, ...] = ()
    excluded: str | None = None
    restarts: bool = True
    product: str | None = None
    act_start: int | None = None


@dataclass(frozen=True, slots=True)
class ClauseMentions:
    """The findings of one clause: as a lead-in (who it names, which section it opens) and as segments.

    ``heads`` are the parties that the clause, read as a heading or lead-in, puts at the head of what
    stands under it; ``heads_support`` who helps them; ``heads_limits`` the limits for all under it;
    ``directs`` is True when the clause holds the directing phrase (*yêu cầu … như sau:*);
    ``forbids`` when it is a lead-in to forbidden acts (*Nghiêm cấm các hành vi sau:*);
    ``makes`` when its verb makes the things listed under it (*xây dựng các hệ thống như:*);
    ``cites`` when law is cited under it. ``leading`` is its last sentence, the one that introduces.
    """

    clause: int
    section: SectionKind
    heading: bool
    lead_in: bool
    directs: bool
    heads: tuple[Party, ...] = ()
    heads_support: tuple[Party, ...] = ()
    heads_limits: tuple[Limit, ...] = ()
    segments: tuple[Segment, ...] = ()
    forbids: bool = False
    makes: bool = False
    cites: bool = False
    leading: Segment | None = None


@dataclass(frozen=True, slots=True)
class CellMentions:
    """What the party and time columns of a table row say; ``says_when``: its time cell is not empty."""

    clause: int
    lead: tuple[Party, ...] = ()
    support: tuple[Party, ...] = ()
    limits: tuple[Limit, ...] = ()
    product: str | None = None
    has_lead_column: bool = False
    has_deadline_column: bool = False
    says_when: bool = False
    is_work: bool = False


@dataclass(frozen=True, slots=True)
class Mentions:
    """All findings, in clause order; ``addressees`` are the bodies that the directive is sent to,
    ``recipients`` those under *Nơi nhận*."""

    clauses: tuple[ClauseMentions, ...]
    rows: tuple[CellMentions, ...]
    addressees: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
