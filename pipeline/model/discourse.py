"""What the language room finds: the pieces of every clause, and each cue as one annotation with its scope.

A cue never changes another. Which of them counts for a piece of work is decided in ``pipeline.tasks.resolve``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .task import Limit, Modality, Party

AnnotationKind = Literal["agent", "label", "cell", "heading", "directive phrase", "assigned", "genre", "addressee",
                         "limit", "section", "exclusion", "governs"]
Scope = Literal["itself", "following", "children", "siblings", "part", "document"]
SectionKind = Literal["task", "organisation", "purpose", "goal", "assessment", "funding", "scope", "criteria",
                      "method", "none"]
SegmentKind = Literal["act", "qualifier", "statement", "lead-in"]
Command = Literal["directed", "subject", "imperative", "modal", "none"]


@dataclass(frozen=True, slots=True)
class Annotation:
    """One cue: its words (``start``–``end`` in the document's text), what it says and how far it reaches.

    ``lead`` and ``support`` are the parties it names, ``limits`` its time limits. ``value`` is the kind of a
    section, the code of an exclusion, the product of a label, *forbids*, *makes* or *cites* of a lead-in, *role* of an
    agent that is only a role. ``holds``: the support stands in the subject phrase. ``clauses`` are the parts that an
    assignment names."""

    kind: AnnotationKind
    rule: str
    scope: Scope
    start: int
    end: int
    lead: tuple[Party, ...] = ()
    support: tuple[Party, ...] = ()
    limits: tuple[Limit, ...] = ()
    value: str | None = None
    holds: bool = False
    clauses: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a clause that a clerk would weigh as a task. Offsets point into the document's text.

    ``command`` tells what makes it one: a directing verb with a party, a party as subject, a bare imperative, a
    modal verb, or nothing. ``act`` is where the act begins; ``restarts`` is True after the end of a sentence.
    """

    start: int
    end: int
    kind: SegmentKind
    command: Command
    modality: Modality = "obligation"
    act: int | None = None
    restarts: bool = True
    annotations: tuple[Annotation, ...] = ()

    def cue(self, kind: AnnotationKind) -> Annotation | None:
        """The first annotation of a kind."""
        return next((a for a in self.annotations if a.kind == kind), None)

    @property
    def excluded(self) -> str | None:
        """The code of the reason why it is no task, None without one."""
        found = self.cue("exclusion")
        return None if found is None else found.value


@dataclass(frozen=True, slots=True)
class Block:
    """The findings of one clause. ``opening`` is the last sentence of a lead-in, the one that introduces what follows;
    ``titles``: the clause is a heading and no sentence."""

    clause: int
    segments: tuple[Segment, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    lead_in: bool = False
    titles: bool = False
    opening: Segment | None = None

    def cue(self, kind: AnnotationKind) -> Annotation | None:
        """The first annotation of a kind."""
        return next((a for a in self.annotations if a.kind == kind), None)

    def governs(self, value: str) -> bool:
        """Whether the clause is a lead-in that *forbids*, *makes* or *cites* what stands under it."""
        return any(a.kind == "governs" and a.value == value for a in self.annotations)


@dataclass(frozen=True, slots=True)
class Discourse:
    """All findings, a block for each clause in order. ``annotations`` speak of the whole document or of parts of it;
    ``addressees`` are the bodies that the directive is sent to, ``recipients`` those under *Nơi nhận*."""

    blocks: tuple[Block, ...]
    annotations: tuple[Annotation, ...] = ()
    addressees: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
