"""Learns the second reader (``pipeline/tasks/second_reader.py``) from annotated directives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from pipeline.tasks.second_reader import BUCKETS, QUESTIONS, Weights, buckets, shapes

from .data import ROOT, Annotated, where_led

FILE = ROOT / "pipeline" / "knowledge" / "second_reader.npz"
STRENGTH, STEPS = 0.3, 127.0


def learn(directives: Sequence[Annotated]) -> Weights:
    """The weights that these directives teach, each directive with the square root of its number of pieces."""
    pieces = [(d, p, task) for d in directives for p, task in zip(d.pieces, d.tasks, strict=True)]
    seen = _matrix([buckets(shapes(d.page, p)) for d, p, _ in pieces])
    answers = [_answers(d, p.row) for d, p, _ in pieces]
    names = np.array([d.name for d, _, _ in pieces])
    found = np.array([a is not None for a in answers])
    columns = [_fit(seen, np.array([task for _, _, task in pieces]), names)]
    for at in (0, 1):
        columns.append(_fit(seen[found], np.array([a[at] for a in answers if a is not None]), names[found]))
    led = np.array([a is not None and a[2] is not None for a in answers])
    where = _fit(seen[led], np.array([a[2] for a in answers if a is not None and a[2] is not None]), names[led])
    matrix = np.vstack([*(c.coef_ for c in columns), where.coef_]).T
    always = np.concatenate([*(c.intercept_ for c in columns), where.intercept_])
    return Weights(matrix.astype(np.float32), always, tuple(map(str, where.classes_)))


def _answers(directive: Annotated, row: int | None) -> tuple[bool, bool, str | None] | None:
    wanted = None if row is None else directive.wanted[row]
    if row is None or wanted is None:
        return None
    led = where_led(directive.rows[row], directive.faults[row], wanted)
    return bool(wanted.support), bool(wanted.deadlines), led


def _matrix(rows: Sequence[Sequence[int]]) -> csr_matrix:
    ends = np.cumsum([0, *map(len, rows)])
    flat = np.fromiter((k for row in rows for k in row), dtype=np.int32, count=int(ends[-1]))
    return csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(rows), BUCKETS))


def _fit(seen: csr_matrix, answers: np.ndarray, names: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=300).fit(seen, answers, even(names))


def even(names: Sequence[object] | np.ndarray) -> np.ndarray:
    """Weights by which a directive of many rows counts less than their number: by its square root."""
    counts = Counter(names)
    weights = np.array([counts[name] ** -0.5 for name in names])
    return np.asarray(weights / weights.mean())


def write(weights: Weights, file: Path = FILE) -> None:
    """Keep the weights, a byte each."""
    assert len(QUESTIONS) + len(weights.places) == weights.matrix.shape[1]
    scale = np.abs(weights.matrix).max(axis=0) / STEPS
    np.savez_compressed(file, matrix=np.round(weights.matrix / scale).astype(np.int8), scale=scale.astype(np.float32),
                        always=weights.always, places=np.array(weights.places))
