"""Which part of the directive directs, and which section each clause stands in."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import ClauseMentions, Mentions, SectionKind, Structure

NUMBERED = frozenset({"article", "roman", "arabic", "letter", "row"})


@dataclass(frozen=True, slots=True)
class Regions:
    """``directing`` is the clause of the directing phrase (None when there is none); ``start`` the first
    clause that it or the first number opens; ``first_number`` the first number after it;
    ``sections`` the section kind that holds for each clause."""

    directing: int | None
    start: int | None
    first_number: int | None
    sections: tuple[SectionKind, ...]


def find_regions(structure: Structure, mentions: Mentions) -> Regions:
    """Regions of a structure; indexes are those of ``structure.clauses``."""
    directing = _directing(structure, mentions.clauses)
    numbered = next((c.index for c in structure.clauses if c.kind in NUMBERED), None)
    start = numbered if directing is None else directing + 1
    if directing is not None and numbered is not None and numbered < directing:
        start = numbered if _opens(structure, numbered) else start
    after = None if directing is None else next(
        (c.index for c in structure.clauses if c.index > directing and c.kind in ("roman", "arabic", "article")), None)
    return Regions(directing, start, after, _sections(structure, mentions.clauses))


def _opens(structure: Structure, numbered: int) -> bool:
    """A number before the phrase opens the directive part when the phrase stands under it."""
    return structure.clauses[numbered].kind in ("roman", "arabic", "article")


def _directing(structure: Structure, clauses: tuple[ClauseMentions, ...]) -> int | None:
    """The first clause outside any number that ends in a directing phrase."""
    for clause in structure.clauses:
        plain = clause.zone == "body" and clause.kind == "paragraph" and clauses[clause.index].directs
        if plain and all(a.kind == "paragraph" for a in structure.ancestors(clause)):
            return clause.index
    return None


def _sections(structure: Structure, clauses: tuple[ClauseMentions, ...]) -> tuple[SectionKind, ...]:
    kinds: list[SectionKind] = []
    for clause in structure.clauses:
        own = clauses[clause.index].section
        if clauses[clause.index].directs and clauses[clause.index].lead_in:
            own = "task"  # a directing phrase ends an assessment
        if own != "none":
            kinds.append(own)
        else:
            kinds.append("none" if clause.parent is None else kinds[clause.parent])
    return tuple(kinds)
