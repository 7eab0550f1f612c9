import configparser
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.cli.app import command

UNIT = Path(__file__).parents[2] / "docs/huong-dan/chidao.service"


def test_the_service_runs_a_command_that_is_there_closed_off_from_network_and_others():
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str
    unit.read(UNIT, encoding="utf-8")
    service = unit["Service"]
    name = service["ExecStart"].split()[-1]
    assert name in command().commands
    assert service["PrivateNetwork"] == service["NoNewPrivileges"] == service["PrivateTmp"] == "true"
    assert (service["UMask"], service["IPAddressDeny"], service["ProtectSystem"]) == ("0077", "any", "strict")
    assert service["Restart"] == "on-failure"
    assert service["KillMode"] == "mixed"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_finds_no_fault_with_the_service(tmp_path):
    there = UNIT.read_text("utf-8").replace("/srv/chidao/chidao/.venv/bin/chidao", "/bin/true")
    (tmp_path / "chidao.service").write_text(there, encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(tmp_path / "chidao.service")], capture_output=True, text=True,
                          timeout=60, check=False)
    assert "chidao.service" not in done.stderr


def test_the_service_of_notices_runs_a_command_that_is_there_under_its_timer():
    unit, timer = configparser.ConfigParser(interpolation=None), configparser.ConfigParser(interpolation=None)
    unit.optionxform = timer.optionxform = str
    unit.read(UNIT.with_name("chidao-notices.service"), encoding="utf-8")
    timer.read(UNIT.with_name("chidao-notices.timer"), encoding="utf-8")
    service = unit["Service"]
    name, option = service["ExecStart"].split()[-2:]
    assert option in {one for param in command().commands[name].params for one in param.opts}
    assert (service["NoNewPrivileges"], service["UMask"], service["ProtectSystem"]) == ("true", "0077", "strict")
    assert timer["Timer"]["Persistent"] == "true"
