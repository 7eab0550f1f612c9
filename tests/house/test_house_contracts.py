import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_no_room_looks_into_another():
    checker = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([checker, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert " 0 broken" in result.stdout
