"""Names of bodies that recognition read in two ways in one scan: *UBND xã Quang Phú* beside *UBND xã Quảng Phú*.

The words of the row stay as they were read (``Party.mention``); what it is called is settled by the other rows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from pipeline.knowledge.folding import slug
from pipeline.model import Document, Party, Task

_LONG = 12  # letters of a name in which one more may be wrong


def one_name(document: Document, tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """The tasks of a scan with one name for a body: a name that nobody knows is that of another row which differs in
    marks alone, or in a letter where the registry knows the other; never where two are as near."""
    if document.source.text_from not in {"ocr", "mixed"}:
        return tasks
    parties = Counter(party.agency for task in tasks for party in (*task.lead, *task.support))
    known = {p.agency: p for task in tasks for p in (*task.lead, *task.support)}
    taken = {name: other for name, party in known.items()
             if party.agency_id is None and not party.group and (other := _other(party, known, parties)) is not None}
    return tuple(replace(task, lead=_named(task.lead, taken), support=_named(task.support, taken)) for task in tasks)


def _other(party: Party, known: dict[str, Party], times: Counter[str]) -> Party | None:
    own = slug(party.agency)
    others = [p for p in known.values() if p.agency != party.agency and not p.group]
    same = [p for p in others if slug(p.agency) == own
            and (p.agency_id is not None or times[p.agency] > times[party.agency])]
    near = [p for p in others if p.agency_id is not None and len(own) >= _LONG
            and Levenshtein.distance(slug(p.agency), own, score_cutoff=1) == 1]
    found = same or near
    return found[0] if len(found) == 1 else None


def _named(parties: tuple[Party, ...], taken: dict[str, Party]) -> tuple[Party, ...]:
    """Each party once, under the name taken for it."""
    named = (replace(p, agency=taken[p.agency].agency, agency_id=taken[p.agency].agency_id) if p.agency in taken else p
             for p in parties)
    return tuple({p.agency: p for p in named}.values())
