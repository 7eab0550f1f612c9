"""``chidao extract --json`` keeps to the contract, on every sample."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT.parent / "shared" / "contract" / "directive.schema.json"
SAMPLES = sorted((ROOT / "corpus" / "samples").glob("*.*"))


@pytest.mark.skipif(not SCHEMA.is_file(), reason="../shared/contract is not here")
def test_extracted_json_keeps_to_the_schema(tmp_path):
    chidao = Path(sys.executable).with_name("chidao")
    command = [chidao, "extract", *SAMPLES, "--json"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    validator = jsonschema.Draft202012Validator(
        json.loads(SCHEMA.read_text("utf-8")), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    documents = json.loads(result.stdout)
    assert [d["source"]["name"] for d in documents] == [path.name for path in SAMPLES]
    assert [error.message for document in documents for error in validator.iter_errors(document)] == []
