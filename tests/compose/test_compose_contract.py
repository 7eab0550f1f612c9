"""Extractions as JSON: every sample and any extraction keeps to the schema, and nothing is lost on the way."""

import json
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.compose import extract
from pipeline.contract import to_json
from pipeline.model import (
    FIELDS,
    Box,
    Doubt,
    Evidence,
    Extraction,
    Head,
    Limit,
    Origin,
    Party,
    Reference,
    Rejected,
    Signer,
    Source,
    Sure,
    Task,
)

ROOT = Path(__file__).parents[2]
OWN = Path(__file__).with_name("directive.schema.json")
SHARED = ROOT.parent / "shared" / "contract" / "directive.schema.json"
SAMPLES = ("cv-1612-ubnd-vxnv-2024.docx", "kh-86-kh-ubnd-2023.docx", "gm-143-gm-ubnd-2024.docx", "cv-1612-ubnd-vxnv-2024.pdf")
WORDS = st.text(alphabet="aăĐệ 1/-", min_size=1, max_size=8)
MAYBE = st.none() | WORDS
DAYS = st.dates(date(2008, 1, 1), date(2030, 12, 31))
KINDS = ("cell", "label", "own", "block", "heading", "assigned", "directive phrase", "genre", "addressee", "chain", "person")
ORIGINS = st.none() | st.builds(Origin, st.sampled_from(KINDS), MAYBE, st.none() | st.integers(0, 9), st.none() | st.integers(9, 99), WORDS)
PARTIES = st.lists(st.builds(Party, WORDS, WORDS, MAYBE, origin=ORIGINS), max_size=2).map(tuple)
LIMITS = st.one_of(
    st.builds(lambda words, day, origin: Limit(words, "DATE", due=day, time="17:00", origin=origin), WORDS, DAYS, ORIGINS),
    st.builds(lambda words: Limit(words, "DURATION", value="P10D", working=True), WORDS),
    st.builds(lambda words: Limit(words, "SET", rrule="FREQ=YEARLY", inherited_from="1.a"), WORDS))
BOXES = st.lists(st.builds(Box, st.integers(1, 9), *[st.floats(0, 900)] * 4), max_size=2).map(tuple)
SURE = st.just(()) | st.tuples(*(
    st.builds(Sure, st.just(field), st.floats(0, 1), st.lists(WORDS, max_size=2).map(tuple)) for field in FIELDS))
TASKS = st.builds(
    Task, st.sampled_from(["0" * 16, "a1" * 8]), MAYBE, WORDS, st.sampled_from(["obligation", "prohibition", "accountability"]),
    PARTIES, PARTIES, st.lists(LIMITS, max_size=2).map(tuple), MAYBE,
    st.builds(Evidence, st.none() | st.integers(1, 9), st.integers(0, 9), st.integers(9, 99), BOXES), st.floats(0, 1), SURE)
HEADS = st.builds(
    Head, MAYBE, MAYBE, MAYBE, MAYBE, st.none() | DAYS, MAYBE, st.sampled_from([None, "khẩn", "hỏa tốc"]), st.sampled_from([None, "mật"]),
    st.lists(WORDS, max_size=2).map(tuple), st.lists(WORDS, max_size=2).map(tuple), st.none() | st.builds(Signer, MAYBE, MAYBE, MAYBE))
REFERENCES = st.builds(Reference, WORDS, MAYBE, MAYBE, st.none() | DAYS, st.sampled_from(["căn cứ", "thực hiện", "nhắc đến"]), st.just(("khoản 1",)))
EXTRACTIONS = st.builds(
    Extraction, st.just(Source("a.pdf", "0" * 64, 2, "pdf")), WORDS, HEADS, st.lists(REFERENCES, max_size=2).map(tuple),
    st.lists(TASKS, max_size=3).map(tuple), st.lists(st.builds(Rejected, WORDS, WORDS, WORDS, MAYBE), max_size=2).map(tuple),
    st.lists(st.builds(Doubt, st.just("ngay-lech"), WORDS), max_size=2).map(tuple))


@lru_cache
def validator(path):
    schema = json.loads(path.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


def schemas():
    return [OWN, SHARED] if SHARED.is_file() else [OWN]


def faults(data):
    return [error.message for path in schemas() for error in validator(path).iter_errors(data)]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_keeps_to_the_schema(name):
    data = to_json(extract(ROOT / "corpus" / "samples" / name))
    assert faults(json.loads(json.dumps(data))) == []
    told = [value for task in data["tasks"] for value in (*task["lead"], *task["support"], *task["deadlines"])]
    assert [value for value in told if not value["origin"]["rule"]] == []


@settings(max_examples=40, deadline=None)
@given(EXTRACTIONS)
def test_any_extraction_keeps_to_the_schema_and_loses_nothing(extraction):
    data = json.loads(json.dumps(to_json(extraction)))
    assert faults(data) == []
    for task, shown in zip(extraction.tasks, data["tasks"], strict=True):
        assert [p["agency"] for p in shown["lead"]] == [p.agency for p in task.lead]
        assert [x["due"] for x in shown["deadlines"]] == [x.due.isoformat() if x.due else None for x in task.deadlines]
        for value, told in zip((*task.lead, *task.support, *task.deadlines), (*shown["lead"], *shown["support"], *shown["deadlines"]), strict=True):
            assert told.get("origin") == (None if value.origin is None else asdict(value.origin))
        assert (shown["id"], shown["clause"], shown["text"], shown["modality"], shown["product"], shown["confidence"]) == (
            task.id, task.clause, task.text, task.modality, task.product, task.confidence)
        told = {name: (x["confidence"], tuple(x["reasons"])) for name, x in shown.get("fields", {}).items()}
        assert told == {x.field: (x.chance, x.reasons) for x in task.sure}
        assert len(shown["evidence"]["boxes"]) == len(task.evidence.boxes)
    assert [r["code"] for r in data["rejected"]] == [r.code for r in extraction.rejected]
    assert [w["message"] for w in data["warnings"]] == [w.message for w in extraction.warnings]
    assert len(data["directive"]["references"]) == len(extraction.references)


@pytest.mark.parametrize("spoil", [
    lambda d: d.pop("rejected"),
    lambda d: d.update(schema=2),
    lambda d: d["source"].update(sha256="x"),
    lambda d: d["tasks"][0].update(modality="wish"),
    lambda d: d["tasks"][0].update(confidence=2),
    lambda d: d["tasks"][0].update(fields={"lead": {"confidence": 1, "reasons": []}}),
    lambda d: d["tasks"][0]["lead"].append({"mention": "Sở Y tế"}),
    lambda d: d["tasks"][0]["lead"].append({"mention": "A", "agency": "A", "agency_id": None, "origin": {"kind": "guess"}}),
    lambda d: d["directive"].update(urgency="gấp"),
    lambda d: d["directive"].update(issued_on="05/3/2024"),
])
def test_the_schema_refuses_what_is_wrong(spoil):
    task = Task("0" * 16, "1", "lập sổ", "obligation", (), (), (), None, Evidence(1, 0, 6), 0.5)
    data = to_json(Extraction(Source("a.pdf", "0" * 64, 1, "pdf"), "lập sổ", Head(), (), (task,), (), ()))
    assert faults(data) == []
    spoil(data)
    assert len(faults(data)) >= len(schemas())


@pytest.mark.skipif(not SHARED.is_file(), reason="../shared/contract is not here")
def test_our_schema_asks_for_all_that_the_shared_one_asks_for():
    own, shared = json.loads(OWN.read_text("utf-8")), json.loads(SHARED.read_text("utf-8"))
    assert set(shared["required"]) <= set(own["required"])
    assert set(shared["properties"]["directive"]["required"]) <= set(own["$defs"]["directive"]["required"])
    assert set(shared["properties"]["tasks"]["items"]["required"]) <= set(own["$defs"]["task"]["required"])
