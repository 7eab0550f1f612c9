"""Learns the second reader and how sure each field is:
``python -m tools.learning.confidence [--write] [--first FILE] [--keep FILE] [FOLDER …]``.

The second reader and the model above it are both learned from other directives than those they judge here (folds of
whole directives); then a table of reliability is printed. Rows of directives that the rules were made with look better
than rows of new ones. So ``--keep`` writes the rows of the directives in FOLDER that nobody has looked at yet, and
``--first`` reads such rows again: they alone are measured, and the others count less and say that they are known.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from pipeline.knowledge.tables import read_table
from pipeline.model import FIELDS, Field
from pipeline.tasks.confidence import weighed
from pipeline.tasks.second_reader import read

from . import reader
from .data import FOLDS, ROOT, Annotated, annotated, fold_of

TABLE = ROOT / "pipeline" / "knowledge" / "confidence.csv"
HEAD = """# How sure a field is: its logit is "always" and, for each fact, its weight times what it is more than usual.
# Source: learned by `python -m tools.learning.confidence --write`; docs/decisions/0016-hai-cach-doc.md.
"""
KNOWN = "known"  # the fact of a row that its directive was looked at while the rules were made
FEW = 12  # directives that a fact needs
STRENGTH: dict[Field, float] = {"task": 0.002, "lead": 0.002, "support": 0.003, "deadlines": 0.01}
LEARNED_WEIGHT = 0.5  # of a known row beside one of a first answer
OF_SUPPORT = frozenset({
    "second reader: helpers otherwise", "directive, second reader: helpers otherwise", "helpers",
    "helper not in the registry", "helpers named but none found", "semicolon inside", "colon inside", "long text",
    "goes on after a semicolon", "words", KNOWN})
"""Few rows err in who helps: more facts than these only teach which directives those were."""
FAULTS: dict[Field, frozenset[str]] = {"task": frozenset({"spurious", "text"}), "lead": frozenset({"lead"}),
                                       "support": frozenset({"support"}), "deadlines": frozenset({"deadlines"})}


@dataclass(frozen=True, slots=True)
class Judged:
    """A row: its directive, its facts, what the annotation finds wrong, and whether it is a first answer."""

    directive: str
    facts: dict[str, float]
    faults: tuple[str, ...]
    first: bool = False


def judged(directives: Sequence[Annotated]) -> Iterator[Judged]:
    """The rows of the directives, each read by a second reader that never saw its directive."""
    for fold in range(FOLDS):
        held = [d for d in directives if fold_of(d.name) == fold]
        weights = reader.learn([d for d in directives if fold_of(d.name) != fold]) if held else None
        for d in held:
            facts = weighed(d.rows, d.pieces, read(d.page, d.pieces, weights))
            yield from (Judged(d.name, f, faults) for f, faults in zip(facts, d.faults, strict=True))


@dataclass(frozen=True, slots=True)
class Model:
    """A field's weights over named facts, in the units of the facts and seen from their usual values."""

    always: float
    usual: dict[str, float]
    weights: dict[str, float]


def _applies(row: Judged, field: Field) -> bool:
    return field == "task" or "spurious" not in row.faults


def _right(row: Judged, field: Field) -> bool:
    return FAULTS[field].isdisjoint(row.faults)


def learn(rows: Sequence[Judged], field: Field) -> Model:
    """The model of a field: regression over facts of one scale; a row of a directive of many rows counts less."""
    rows = [row for row in rows if _applies(row, field)]
    some_first = any(row.first for row in rows)
    known = [not row.first and some_first for row in rows]
    names = DictVectorizer(sparse=False)
    matrix = names.fit_transform([_taken(r, field) | {KNOWN: float(k)} for r, k in zip(rows, known, strict=True)])
    scale = StandardScaler().fit(matrix)
    weights = reader.even([(r.directive, k) for r, k in zip(rows, known, strict=True)])
    weights = weights * np.where(known, LEARNED_WEIGHT, 1.0)
    model = LogisticRegression(C=STRENGTH[field], max_iter=500)
    model.fit(scale.transform(matrix), np.array([_right(r, field) for r in rows]), weights / weights.mean())
    learned = dict(zip(names.get_feature_names_out(), model.coef_[0] / scale.scale_, strict=True))
    usual = dict(zip(names.get_feature_names_out(), scale.mean_, strict=True))
    always = float(model.intercept_[0]) - learned.pop(KNOWN) * usual.pop(KNOWN)  # at run time no directive is known
    return Model(always, usual, learned)


def _taken(row: Judged, field: Field) -> dict[str, float]:
    return {name: value for name, value in row.facts.items() if field != "support" or name in OF_SUPPORT}


def chance(model: Model, row: Judged) -> float:
    """How sure a field of a row is."""
    total = model.always + sum(w * (row.facts.get(n, 0.0) - model.usual[n]) for n, w in model.weights.items())
    return float(1 / (1 + np.exp(-total)))


def held_out(rows: Sequence[Judged]) -> dict[Field, np.ndarray]:
    """For each field the chances of all rows, each by a model that never saw its directive."""
    found: dict[Field, np.ndarray] = {}
    for field in FIELDS:
        models = [learn([r for r in rows if fold_of(r.directive) != fold], field) for fold in range(FOLDS)]
        found[field] = np.array([chance(models[fold_of(r.directive)], r) for r in rows])
    return found


def show(rows: Sequence[Judged], chances: dict[Field, np.ndarray]) -> None:
    """A table of reliability: at each threshold the share of the values that reach it and how many are right."""
    measured = np.array([r.first for r in rows]) if any(r.first for r in rows) else np.ones(len(rows), bool)
    print(f"{measured.sum()} rows of {len({r.directive for r, m in zip(rows, measured, strict=True) if m})} directives")
    product = np.prod(list(chances.values()), axis=0)
    _line("row", product[measured], np.array([not r.faults for r in rows])[measured])
    for field in FIELDS:
        counted = measured & np.array([_applies(r, field) for r in rows])
        _line(field, chances[field][counted], np.array([_right(r, field) for r in rows])[counted])


def _line(name: str, chances: np.ndarray, right: np.ndarray) -> None:
    shown = []
    for threshold in (0.7, 0.8, 0.85, 0.9, 0.95):
        sure = chances >= threshold
        if sure.any():
            shown.append(f">={threshold:.2f}: {sure.mean():4.0%} {right[sure].mean():6.1%}")
    print(f"{name:10} {right.mean():6.1%} right   {'   '.join(shown)}")


def table(rows: Sequence[Judged]) -> list[dict[str, str]]:
    """The lines of the table, with the words that it has already."""
    counts: dict[str, set[str]] = {}
    for row in rows:
        for name in row.facts:
            counts.setdefault(name, set()).add(row.directive)
    kept = [Judged(r.directive, {n: v for n, v in r.facts.items() if len(counts[n]) >= FEW}, r.faults, r.first)
            for r in rows]
    models = {field: learn(kept, field) for field in FIELDS}
    words = {line["fact"]: line["words"] for line in read_table("confidence")}
    usual = models["task"].usual
    first = {"fact": "always", "usual": "0"}
    # the fields other than the task are judged on fewer rows: what their facts are usually there goes into "always"
    for field, model in models.items():
        moved = sum(w * (usual[n] - model.usual[n]) for n, w in model.weights.items())
        first[field] = _shown(model.always + moved)
    lines = [{"fact": n, "usual": f"{usual[n]:.3f}", **{str(f): _shown(m.weights.get(n)) for f, m in models.items()},
              "words": words.get(n, "")} for n in sorted(usual)]
    return [first | {"words": ""}, *lines]


def _shown(weight: float | None) -> str:
    return "" if weight is None else f"{weight:.3f}"


def kept(file: Path) -> list[Judged]:
    """The rows of first answers that were written by ``--keep``."""
    lines = map(json.loads, file.read_text("utf-8").splitlines())
    return [Judged(x["directive"], x["facts"], tuple(x["faults"]), first=True) for x in lines]


def main(collect: Callable[[Sequence[Path]], list[Annotated]] = annotated) -> None:
    """Measure, learn and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--first", type=Path, help="rows of first answers, written by --keep")
    parser.add_argument("--keep", type=Path, help="where to write the rows of the folders")
    parser.add_argument("more", nargs="*", type=Path, help="folders with an input and a gold in them")
    arguments = parser.parse_args()
    directives = collect(arguments.more)
    if not directives:
        raise SystemExit("No annotated directives at hand.")
    rows = list(judged(directives))
    if arguments.keep:
        new = {path.stem for folder in arguments.more for path in (folder / "input").glob("*")}
        lines = (json.dumps(asdict(row)) for row in rows if row.directive in new)
        arguments.keep.write_text("\n".join(lines), "utf-8")
    rows += kept(arguments.first) if arguments.first else []
    show(rows, held_out(rows))
    if arguments.write:
        reader.write(reader.learn(directives))
        written = table(rows)
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            file.write(HEAD)
            writer = csv.DictWriter(file, ["fact", "usual", *FIELDS, "words"], lineterminator="\n")
            writer.writeheader()
            writer.writerows(written)


if __name__ == "__main__":
    main()
