"""What each part of the rules is worth: the figures without it (``python -m tools.learning.ablation``).

One part at a time is switched off and the annotated directives are read again. Prints a table in Markdown.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from unittest import mock

from pipeline.compose import extract
from pipeline.contract import to_json
from pipeline.errors import ChidaoError
from pipeline.evaluation.scoring import Figures, score, summarise
from pipeline.evaluation.sheets import NOTHING, sheet

from .data import GOLD, INPUT

Patch = tuple[str, Callable[..., object]]
PARTS: dict[str, tuple[Patch, ...]] = {
    "everything": (),
    "without the tagger (underthesea)": (("pipeline.language.acts.starts_with_verb", lambda text: False),),
    "without what a directive defines": (
        ("pipeline.language.defined.abbreviations", lambda text: {}),
        ("pipeline.language.defined.DocumentFinder._defined_roles", lambda finder, text: {})),
    "without cues of what is no task": (("pipeline.language.annotate._excluded", lambda words, act: None),),
    "without putting pieces together": (("pipeline.language.components._belongs", lambda text, act, listing: False),),
    "without labels (chủ trì: …)": (("pipeline.tasks.labels.Labels._marks", lambda s, clause: (clause.index, [])),),
    "without heads of lead-ins": (("pipeline.tasks.inherit.Inheritance._heads", lambda s, above, clause: ()),),
    "without the directing phrase": (("pipeline.tasks.regions._directing", lambda structure, clauses: None),),
    "without sections": (("pipeline.language.headings.section_kind", lambda text: "none"),),
    "without circumstances before the act": (
        ("pipeline.language.acts.skip_circumstance", lambda text, at, finder, conditions_only: None),),
}


@contextmanager
def switched_off(name: str) -> Iterator[None]:
    """One part switched off."""
    with ExitStack() as stack:
        for target, instead in PARTS[name]:
            stack.enter_context(mock.patch(target, instead))
        yield


def measure(name: str) -> Figures:
    """The figures of all annotated directives without a part."""
    files = {path.stem: path for path in sorted(INPUT.glob("*"))}
    scores = []
    with switched_off(name):
        for path in sorted(GOLD.glob("*.json")):
            gold = sheet(json.loads(path.read_text("utf-8")))
            try:
                found = sheet(to_json(extract(files[path.stem])))
            except (ChidaoError, KeyError):
                found = NOTHING
            scores.append(score(path.stem, gold, found))
    return summarise(scores)


def main() -> None:
    """Print the table."""
    if not GOLD.is_dir():
        raise SystemExit("No annotated directives at hand.")
    print("| rules | row exact | spurious | tasks F1 | lead F1 | support F1 | deadlines F1 |\n" + "|---" * 7 + "|")
    with ProcessPoolExecutor() as pool:
        for name, found in zip(PARTS, pool.map(measure, PARTS), strict=True):
            f1 = " | ".join(f"{found.counts[part].f1:.3f}" for part in ("tasks", "lead", "support", "deadlines"))
            print(f"| {name} | {found.row_exact:.3f} | {found.spurious:.3f} | {f1} |", flush=True)


if __name__ == "__main__":
    main()
