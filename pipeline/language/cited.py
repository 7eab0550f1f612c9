"""Limits that stand in another clause: *hoàn thành theo thời gian tại khoản 1 Công văn này*."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Annotation, Block, Limit, Segment, Structure

from .tagged import Rule

CITES = Rule(
    "limit of a cited clause", "The time that another clause of this directive sets.",
    r"(?i)\btheo (?:đúng )?(?:thời gian|thời hạn|tiến độ)(?: (?:được )?(?:nêu|ghi|quy định))? (?:tại|ở) "
    r"(?:mục|khoản|điểm) (?P<path>[IVX\d]+(?:\.\d+)*|[a-zđ])"
    r"(?= *(?:(?:công văn|văn bản|kế hoạch|quyết định|chỉ thị|thông báo|công điện) này|nêu trên|trên)? *(?:[.;,]|/|$))",
    yes=("hoàn thành tổ chức đại hội theo thời gian được nêu tại khoản 1", "xong theo thời hạn tại mục 2 Công văn này"),
    no=("theo thời hạn quy định tại khoản 1 Điều 30 Nghị định số 126/2024/NĐ-CP",))
_CITES = re.compile(CITES.pattern)


def with_cited_limits(structure: Structure, text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with the limits that their segments take over from a clause that they cite."""
    def whole(segment: Segment) -> Segment:
        found = _CITES.search(text, segment.start, segment.end)
        limits = _limits(structure, blocks, found["path"]) if found and segment.cue("limit") is None else ()
        if not found or not limits:
            return segment
        taken = Annotation("limit", CITES.name, "itself", found.start(), found.end(), limits=limits)
        return replace(segment, annotations=(*segment.annotations, taken))

    return tuple(replace(block, segments=tuple(map(whole, block.segments))) for block in blocks)


def _limits(structure: Structure, blocks: tuple[Block, ...], path: str) -> tuple[Limit, ...]:
    """The limits of the clause with that path, each with where it comes from."""
    clause = next((c for c in structure.clauses if c.path == path and c.zone == "body"), None)
    cues = (s.cue("limit") for s in blocks[clause.index].segments) if clause else ()
    return tuple(replace(limit, inherited_from=path) for cue in cues if cue is not None for limit in cue.limits)
