"""The figures agree with the reference scorer, on the annotated directives and on spoilt copies of them."""

import importlib.util
import json
import random
from pathlib import Path

import pytest

from pipeline.evaluation.history import flat
from pipeline.evaluation.scoring import score, summarise
from pipeline.evaluation.sheets import NOTHING, read_gold, sheet

SHARED = Path(__file__).parents[2].parent / "shared"
GOLD = SHARED / "gold" / "dev"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="../shared/gold is not here")

NAMES = ["Sở Y tế", "Giám đốc Sở Tài chính", "UBND cấp xã", "các cơ quan liên quan", "Bộ TT&TT", "Uỷ ban nhân dân tỉnh A"]
LIMITS = [{"type": "DATE", "due": "2025-01-01"}, {"type": "SET", "rrule": "FREQ=MONTHLY;INTERVAL=12"},
          {"type": "DURATION", "value": "P5D", "working": True}]


def spoil(data, dice):
    """Drop, add, cut and alter tasks, parties, limits and head fields at random."""
    tasks = []
    for task in data["tasks"]:
        words = task["text"].split()
        keep = dice.choice([1, 1, 1, 0.9, 0.75, 0.6, 0.4])
        spoilt = task | {"text": " ".join(words[: max(1, round(keep * len(words)))])}
        for part, pool in (("lead", NAMES), ("support", NAMES), ("deadlines", LIMITS)):
            if dice.random() < 0.3:
                spoilt[part] = dice.choice([[], spoilt[part][1:], [*spoilt[part], dice.choice(pool)]])
        tasks += [spoilt] * dice.choice([0, 1, 1, 1, 1, 2])
    head = dict(data["directive"])
    for name in ("number", "issuer", "subject", "issued_on"):
        head[name] = dice.choice([head[name], None, (head[name] or "") + " x", (head[name] or "").upper()])
    head["references"] = [*head["references"][1:], {"number": "1/CT-TTg", "issued_on": None}]
    return {"directive": head, "tasks": tasks}


@pytest.fixture(scope="module")
def reference():
    spec = importlib.util.spec_from_file_location("reference_score", SHARED / "tools" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_figures_agree(tmp_path, reference, seed):
    dice = random.Random(seed)
    for path in sorted(GOLD.glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        if seed is None or dice.random() > 0.1:
            (tmp_path / path.name).write_text(json.dumps(data if seed is None else spoil(data, dice)), "utf-8")
    expected, _ = reference.score(GOLD, tmp_path)

    found = {path.stem: sheet(json.loads(path.read_text("utf-8"))) for path in tmp_path.glob("*.json")}
    ours = flat(summarise(score(name, gold, found.get(name, NOTHING)) for name, gold in read_gold(GOLD).items()))
    for name, value in expected.items():
        if isinstance(value, dict):
            assert {m: ours[f"{name}.{m}"] for m in ("p", "r", "f1")} == {m: value[m] for m in ("p", "r", "f1")}, name
        else:
            assert ours[name] == value, name
    assert expected["row_exact"] == 1 if seed is None else 0 < expected["row_exact"] < 1
