"""Learns the weights of the confidence of a row: ``python -m tools.learning.confidence [--write] [FOLDER …]``.

Prints, by cross-validation over directives, how many rows have at least 0.9 and how many of those are right, then
learns from all directives; ``--write`` puts the weights into ``pipeline/knowledge/confidence.csv``. An error weighs
``DOUBT`` times as much as a right row: more than once where the rules were made with these directives at hand.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from .data import ROOT, Judged, judged

DOUBT, STRENGTH = 1.0, 0.5
TABLE = ROOT / "pipeline" / "knowledge" / "confidence.csv"
HEAD = """# Weights of the confidence of a row: the logit is the sum of "always" and of the facts that hold.
# Source: learned by `python -m tools.learning.confidence --write`; docs/decisions/0007-do-tin-cay.md.
feature,weight
"""


def learn(rows: list[Judged]) -> tuple[np.ndarray, dict[str, float]]:
    """The chance of each row when its directive was held out, and the weights learned from all rows."""
    names = DictVectorizer(sparse=False)
    matrix = names.fit_transform([dict.fromkeys(sorted(row.facts), 1.0) for row in rows])
    right = np.array([row.exact for row in rows])
    groups = np.array([row.directive for row in rows])
    model = LogisticRegression(C=STRENGTH, class_weight={True: 1.0, False: DOUBT}, max_iter=2000)
    held_out = cross_val_predict(model, matrix, right, groups=groups, cv=GroupKFold(8), method="predict_proba")[:, 1]
    model.fit(matrix, right)
    weights = dict(zip(names.get_feature_names_out(), model.coef_[0], strict=True))
    return held_out, {"always": float(model.intercept_[0]), **{k: float(v) for k, v in sorted(weights.items())}}


def show(rows: list[Judged], chances: np.ndarray) -> None:
    """Coverage and precision at some thresholds, on directives that were held out."""
    right = np.array([row.exact for row in rows])
    print(f"{len(rows)} rows, {right.mean():.3f} right")
    for threshold in (0.5, 0.8, 0.85, 0.9, 0.95):
        sure = np.round(chances, 2) >= threshold
        if sure.any():
            print(f"  at least {threshold:.2f}: {sure.mean():6.1%} of the rows, {right[sure].mean():6.1%} right")


def main() -> None:
    """Measure, learn and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("more", nargs="*", type=Path, help="folders with an input and a gold in them")
    arguments = parser.parse_args()
    rows = judged(arguments.more)
    if not rows:
        raise SystemExit("No annotated directives at hand.")
    held_out, weights = learn(rows)
    show(rows, held_out)
    lines = [f"{name},{weight:.3f}" for name, weight in weights.items()]
    if arguments.write:
        TABLE.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    else:
        print("\n".join(lines))


if __name__ == "__main__":
    main()
