"""Sets small models beside the rules, by cross-validation over issuers: ``python -m tools.learning.compare``.

Three questions: is this segment a task, what is its modality, which party leads. ``words`` is a linear model over the
words of the segment and of the clause above; ``rules + words`` sees in addition what the rules decided and why. The
annotated directives were at hand when the rules were made, the models never saw the issuer they are judged on: the
comparison favours the rules, and only a margin that is no noise counts: docs/decisions/0008-luat-hay-hoc.md.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_fscore_support
from sklearn.model_selection import GroupKFold

from .data import Weighed, weighed

FOLDS, ROUNDS, FIRST = 8, 1000, 25  # folds, bootstrap rounds, words of a segment that are looked at


def _first(text: str) -> str:
    return " ".join(text.split()[:FIRST])


class Model:
    """A logistic regression over word pairs, and over facts where ``ruled``."""

    def __init__(self, ruled: bool) -> None:
        self.ruled = ruled
        self.own = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, token_pattern=r"\w+|:")
        self.above = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
        self.facts = DictVectorizer()
        self.line = LogisticRegression(C=10, max_iter=3000)

    def _matrix(self, rows: list[Weighed], fit: bool) -> csr_matrix:
        own = [_first(r.words) for r in rows]
        above = [r.before for r in rows]
        said = [dict.fromkeys(sorted(r.facts | {f"taken {r.taken}"}), 1.0) if self.ruled else {"-": 1.0} for r in rows]
        parts = [(part.fit_transform if fit else part.transform)(data)
                 for part, data in ((self.own, own), (self.above, above), (self.facts, said))]
        return hstack(parts).tocsr()

    def fit(self, rows: list[Weighed], wanted: np.ndarray) -> Model:
        """Learn from ``rows``."""
        self.line.fit(self._matrix(rows, True), wanted)
        return self

    def predict(self, rows: list[Weighed]) -> np.ndarray:
        """The class of each row."""
        return self.line.predict(self._matrix(rows, False))


def crossed(rows: list[Weighed], wanted: np.ndarray, ruled: bool) -> np.ndarray:
    """The prediction for each row by a model that never saw its issuer."""
    found = np.empty(len(rows), dtype=wanted.dtype)
    groups = [r.group for r in rows]
    for train, test in GroupKFold(FOLDS).split(rows, groups=groups):
        model = Model(ruled).fit([rows[i] for i in train], wanted[train])
        found[test] = model.predict([rows[i] for i in test])
    return found


def margin(wanted: np.ndarray, rules: np.ndarray, other: np.ndarray, groups: list[str]) -> tuple[float, float]:
    """The 95% interval of the gain in accuracy over the rules, by resampling issuers."""
    gain = (other == wanted).astype(float) - (rules == wanted).astype(float)
    names = sorted(set(groups))
    sums = np.array([[gain[np.array(groups) == n].sum(), groups.count(n)] for n in names])
    draws = np.random.default_rng(7).integers(0, len(names), (ROUNDS, len(names)))
    totals = sums[draws].sum(axis=1)
    low, high = np.percentile(totals[:, 0] / totals[:, 1], [2.5, 97.5])
    return float(low), float(high)


def tasks(rows: list[Weighed]) -> None:
    """Is this segment a task."""
    wanted, rules = np.array([r.is_task for r in rows]), np.array([r.taken for r in rows])
    groups = [r.group for r in rows]
    print(f"Is it a task? {len(rows)} segments, {wanted.sum()} tasks")
    for name, found in (("rules", rules), ("words", crossed(rows, wanted, False)),
                        ("rules + words", crossed(rows, wanted, True))):
        p, r, f, _ = precision_recall_fscore_support(wanted, found, average="binary")
        low, high = margin(wanted, rules, found, groups)
        print(f"  {name:14} P {p:.3f}  R {r:.3f}  F1 {f:.3f}   gain in accuracy [{low:+.4f}, {high:+.4f}]")


def modalities(rows: list[Weighed]) -> None:
    """Which modality a task has."""
    rows = [r for r in rows if r.taken and r.is_task]
    wanted, rules = np.array([r.modality for r in rows]), np.array([r.found_modality for r in rows])
    groups = [r.group for r in rows]
    print(f"Modality: {len(rows)} tasks")
    for name, found in (("rules", rules), ("words", crossed(rows, wanted, False)),
                        ("rules + words", crossed(rows, wanted, True))):
        low, high = margin(wanted, rules, found, groups)
        print(f"  {name:14} accuracy {np.mean(found == wanted):.4f}   gain [{low:+.4f}, {high:+.4f}]")


def leads(rows: list[Weighed]) -> None:
    """Which of the parties at hand leads: the one that the rules choose, or the one that a ranker likes best."""
    rows = [r for r in rows if len(r.leads) > 1]
    groups = np.array([r.group for r in rows])
    rules = np.array([any(c.chosen and c.right for c in r.leads) for r in rows])
    ranked = np.zeros(len(rows), dtype=bool)
    for train, test in GroupKFold(FOLDS).split(rows, groups=groups):
        known = [c for i in train for c in rows[i].leads]
        names = DictVectorizer()
        matrix = names.fit_transform([_said(c.source, c.facts) for c in known])
        line = LogisticRegression(max_iter=2000).fit(matrix, [c.right for c in known])
        for i in test:
            chances = line.predict_proba(names.transform([_said(c.source, c.facts) for c in rows[i].leads]))[:, 1]
            ranked[i] = rows[i].leads[int(np.argmax(chances))].right
    low, high = margin(np.ones(len(rows), dtype=bool), rules, ranked, list(groups))
    print(f"Who leads? {len(rows)} tasks with a choice")
    print(f"  {'rules':14} accuracy {rules.mean():.4f}")
    print(f"  {'ranker':14} accuracy {ranked.mean():.4f}   gain [{low:+.4f}, {high:+.4f}]")


def _said(source: str, facts: frozenset[str]) -> dict[str, float]:
    return {source: 1.0, **{f"{source} | {fact}": 1.0 for fact in sorted(facts)}}


def main() -> None:
    """Print the three comparisons."""
    rows = weighed()
    if not rows:
        raise SystemExit("No annotated directives at hand.")
    tasks(rows)
    modalities(rows)
    leads(rows)


if __name__ == "__main__":
    main()
