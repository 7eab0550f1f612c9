"""Help and usage errors: Vietnamese throughout, with examples and exit codes."""

import re
import subprocess
import sys

import pytest

import pipeline
from pipeline import errors

COMMANDS = ("extract", "explain", "run", "watch", "import", "remove", "restore", "compare", "choose", "status", "print", "search", "store",
            "evaluate", "gold", "agencies")
ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|commands?|show this|exit|missing|error|invalid|try|default|required|such|help for|"
    r"value|unexpected|bool|path|did you mean)\b", re.IGNORECASE)


def english_in(text):
    """English words outside the names that users type."""
    typed = re.sub(r"--\w+|chidao [\w ]+|\[TÙY CHỌN\]", "", text)
    return ENGLISH.findall(typed)


@pytest.mark.parametrize("args", [(), *((command,) for command in COMMANDS)])
def test_help_is_vietnamese(chidao, args):
    result = chidao(*args, "--help")
    assert result.exit_code == 0
    assert "Cách dùng: chidao" in result.stdout
    assert "Hiện hướng dẫn này rồi thoát." in result.stdout
    assert english_in(result.stdout) == []
    assert chidao(*args, "-h").stdout == result.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_an_example(chidao, command):
    assert re.search(rf"Ví dụ:\s+chidao {command}", chidao(command, "--help").stdout)


def test_the_program_alone_shows_its_help(chidao):
    assert "Cách dùng" in chidao().output
    for command in COMMANDS:
        assert command in chidao().output


def subclasses(kind):
    return {kind}.union(*(subclasses(sub) for sub in kind.__subclasses__()))


def test_help_tells_every_exit_code(chidao):
    told = set(map(int, re.findall(r"^\s+(\d+)  ", chidao("--help").stdout, re.MULTILINE)))
    assert told == {0, 2, 130} | {error.exit_code for error in subclasses(errors.ChidaoError)}


def test_version(chidao):
    assert chidao("--version").stdout == f"chidao {pipeline.__version__}\n"


@pytest.mark.parametrize(("args", "told"), [
    (("extract",), "Thiếu tham số TỆP"),
    (("evaluate",), "Thiếu tham số NHÃN"),
    (("exrtact",), "Không có lệnh “exrtact”. Có phải: extract?"),
    (("xyz",), "Không có lệnh “xyz”."),
    (("run", "--outptus", "x"), "Không có tùy chọn --outptus. Có phải: --outputs?"),
    (("run", "--outputs"), "Tùy chọn --outputs cần một giá trị."),
    (("extract", "a", "--json=1"), "Tùy chọn --json không nhận giá trị."),
    (("status", "a.pdf", "thừa"), "Thừa tham số: thừa."),
    (("--versoin",), "Không có tùy chọn --versoin."),
])
def test_usage_errors_are_vietnamese(chidao, args, told):
    result = chidao(*args)
    assert result.exit_code == 2
    assert told in result.stderr
    assert english_in(result.stderr.replace("exrtact", "").replace("extract", "")) == []
    assert result.stdout == ""


def run(*args, **more):
    return subprocess.run([sys.executable, "-m", "pipeline.cli", *args], capture_output=True, check=False, **more)


def test_the_program_speaks_utf_8_to_any_pipe():
    result = run("--help", env={"PYTHONIOENCODING": "latin-1", "PATH": "", "SYSTEMROOT": ""})
    assert "văn bản chỉ đạo" in result.stdout.decode("utf-8")
    assert result.returncode == 0


def test_help_loads_neither_django_nor_the_language_models():
    code = ("import sys; sys.argv = ['chidao', '--help']\n"
            "from pipeline.cli import main\n"
            "try: main()\n"
            "except SystemExit: pass\n"
            "print(sorted({'django', 'spacy', 'underthesea', 'openpyxl'} & set(sys.modules)))")
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, encoding="utf-8")
    assert result.stdout.splitlines()[-1] == "[]"


def test_errors_go_to_stderr_with_their_exit_code(tmp_path):
    result = run("extract", str(tmp_path / "khong-co.pdf"))
    assert (result.returncode, result.stdout) == (3, b"")
    assert "Không tìm thấy tệp" in result.stderr.decode("utf-8")
