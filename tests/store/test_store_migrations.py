"""Stores of earlier versions: made as they were then, filled, brought up to date, and nothing is lost."""

import json
from datetime import date, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from pipeline.settings import Settings
from pipeline.store import open_store
from pipeline.store.config import point_at

AT, DAY = datetime(2025, 1, 2, 3, 4, 5), date(2025, 1, 2)
DECISION = {"at": AT.isoformat(), "who": "lan", "reason": "vì"}
HEAD = {"number": "07/CT-UBND", "type": "chỉ thị", "issuer": "UBND tỉnh A", "issued_on": DAY.isoformat()}
REFERENCE = {"number": "09/CT-TTg", "type": "chỉ thị", "issuer": None, "issued_on": None, "relation": "căn cứ",
             "clauses": [], "start": 0, "end": 4}

LATER = {
    "directive": {"signatures": [], "past": False, "removed": None, "bond": "copy", "chosen": None, "sketch": []},
    "sourcefile": {"dropped_at": "/inbox/a.txt"}, "task": {"sure": []},
}
"""What tables got in later versions."""


def rows(known):
    """One row of every table that is there, with what the version has of it."""
    directive = {"sha256": "a" * 64, "number": "07/CT-UBND", "type": "chỉ thị", "issuer": "UBND tỉnh A", "issued_on": DAY,
                 "head": HEAD, "references": [REFERENCE], "warnings": [], "text": "Căn cứ Chỉ thị số 09/CT-TTg",
                 "source_name": "a.txt", "pages": 1, "text_from": "txt", "received_at": AT, "version": "0", "digest": "d"}
    yield "directive", directive
    yield "directive", {**directive, "sha256": "b" * 64, "source_name": "b.txt", "twin_of_id": 1}
    yield "sourcefile", {"path": "/inbox/a.txt", "name": "a.txt", "sha256": "a" * 64, "directive_id": 1, "arrived_at": AT}
    yield "agency", {"key": "ten:so-y-te", "name": "Sở Y tế"}
    yield "task", {"key": "t1", "directive_id": 1, "position": 0, "clause": "1", "text": "Rà soát", "modality":
                   "obligation", "confidence": 0.5, "status": "hoàn thành", "completed_on": DAY, "reply": "1/BC",
                   "note": "chữ của người", "boxes": [{"page": 1}]}
    yield "taskparty", {"task_id": 1, "agency_id": 1, "role": "lead", "position": 0, "mention": "Sở", "name": "Sở Y tế"}
    yield "deadline", {"task_id": 1, "position": 0, "text": "trước", "type": "DATE", "due": DAY}
    yield "rejectedsegment", {"directive_id": 1, "position": 0, "text": "Tình hình", "reason": "nêu", "code": "x"}
    yield "run", {"started_at": AT, "version": "0", "seen": 2}
    yield "failure", {"path": "/inbox/c.txt", "name": "c.txt", "code": "tep-hong", "message": "hỏng", "at": AT}
    yield "assignment", {"role": "chủ đầu tư", "words": "Chủ đầu tư", "bodies": [["Sở Y tế", None, False]],
                         "decision": DECISION}
    yield "correction", {"subject": "t1", "cell": "text", "before": "cũ", "after": "mới", "who": "lan", "at": AT,
                         "source": "x.xlsx", "batch": "1"}
    yield "addedtask", {"key": "them-1", "sha256": "a" * 64}
    yield "trackeddirective", {"key": "k", "number": "1/X", "source": "y.xlsx", "at": AT}
    yield "trackedrow", {"subject": "t1", "source": "y.xlsx", "sheet": "S", "row": 3, "raw": [["A", "b"]], "at": AT}


def make(home, version):
    """A store as that version left it; what was put in, table by table."""
    point_at(Settings(home=home))
    call_command("migrate", "store", version, verbosity=0, interactive=False)
    name = next(name for app, name in MigrationExecutor(connection).loader.graph.nodes
                if app == "store" and name.startswith(version))
    tables = {model._meta.model_name: model for model in
              MigrationExecutor(connection).loader.project_state(("store", name)).apps.get_models()}
    put = {}
    for table, values in rows(tables):
        if table in tables:
            fields = {field.attname for field in tables[table]._meta.concrete_fields}
            later = {name: value for name, value in LATER.get(table, {}).items() if name in fields}
            row = tables[table].objects.create(**values, **later)
            put.setdefault(table, []).append({name: getattr(row, name) for name in fields})
    connection.close()
    return put


def now_in(store):
    """All rows of the open store as JSON, table by table."""
    with store.one_moment() as moment:
        return {name: [json.loads(line) for line in lines] for name, lines in moment.tables()}


@pytest.mark.parametrize("version", ["0001", "0005", "0008", "0011"])
def test_nothing_is_lost_on_the_way_to_today(tmp_path, version):
    home = tmp_path / "home"
    home.mkdir()
    (home / "quyet-dinh.jsonl").write_text(json.dumps({"what": "remove", "who": "lan", "sha256": "a" * 64}) + "\n")
    put = make(home, version)
    assert len(put) == {"0001": 9, "0005": 9, "0008": 10, "0011": 14}[version]
    with open_store(Settings(home=home)) as store:
        there = now_in(store)
        for table, were in put.items():
            for row, was in zip(there[table], were, strict=True):
                kept = json.loads(json.dumps(was, default=lambda value: value.isoformat()))
                assert {name: row[name] for name in kept} == kept, table
        assert len(there["citation"]) == (2 if version < "0010" else 0)
        assert [one.what for one in store.audit()] == ["begin", "remove", "journal"]
        assert store.verify_audit().broken_at == 0
        register = store.register(DAY)
        assert [(row.head.number, row.files) for row in register.directives] == [("07/CT-UBND", ("a.txt",))]
        assert register.tasks[0].note == "chữ của người"
        assert register.tasks[0].text == ("mới" if version == "0011" else "Rà soát")
