"""Typer in Vietnamese: help, usage and errors, and what becomes of errors of the program.

Typer's messages are written out in English in its code; errors are therefore told anew from what the
error objects say, by the names of their classes.
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer
from rich.panel import Panel
from rich.text import Text
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from pipeline.errors import ChidaoError

from .console import errors
from .trouble import apologise, tell

USAGE = "Cách dùng: "
OPTIONS_METAVAR = "[TÙY CHỌN]"
PANELS = {
    "ARGUMENTS_PANEL_TITLE": "Tham số",
    "OPTIONS_PANEL_TITLE": "Tùy chọn",
    "COMMANDS_PANEL_TITLE": "Lệnh",
    "ERRORS_PANEL_TITLE": "Lỗi",
    "DEFAULT_STRING": "[mặc định: {}]",
    "ENVVAR_STRING": "[biến môi trường: {}]",
    "REQUIRED_LONG_STRING": "[bắt buộc]",
    "DEPRECATED_STRING": "(sắp bỏ) ",
    "ABORTED_TEXT": "Đã dừng.",
}
"""The fixed strings of ``typer.rich_utils`` by name."""

USAGE_ERRORS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"Missing command", lambda m: "Thiếu tên lệnh."),
    (r"No such command ['\"](?P<name>.*?)['\"]", lambda m: f"Không có lệnh “{m['name']}”."),
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<rest>.*)\)", lambda m: f"Thừa tham số: {m['rest']}."),
    (r"Option ['\"](?P<name>\S+?)['\"] does not take a value", lambda m: f"Tùy chọn {m['name']} không nhận giá trị."),
    (r"Option ['\"](?P<name>\S+?)['\"] requires", lambda m: f"Tùy chọn {m['name']} cần một giá trị."),
)
"""Usage errors that carry their facts in the sentence alone: what it looks like, how it is told."""


def localise() -> None:
    """Put the fixed strings of the help pages into Vietnamese."""
    for name, text in PANELS.items():
        setattr(rich_utils, name, text)


class _Vietnamese:
    """What commands and the group share."""

    def get_usage(self, ctx: Any) -> str:
        """One line: how the command is called."""
        arguments = [_label(param) for param in ctx.command.params if param.param_type_name == "argument"]
        return " ".join((USAGE + ctx.command_path, OPTIONS_METAVAR, *arguments))

    def get_help_option(self, ctx: Any) -> Any:
        """``--help``, told in Vietnamese."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Hiện hướng dẫn này rồi thoát."
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help page, without the names of Python types."""
        localise()
        for param in ctx.command.get_params(ctx):
            if param.metavar is None or param.param_type_name == "argument":
                param.display_type_rich = lambda ctx: None
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Command(_Vietnamese, TyperCommand):
    """One command of ``chidao``."""


class Group(_Vietnamese, TyperGroup):
    """The commands of ``chidao`` and the one place where errors become messages and exit codes."""

    def get_usage(self, ctx: Any) -> str:
        """One line: how the program is called."""
        return f"{USAGE}{ctx.command_path} {OPTIONS_METAVAR} {self.subcommand_metavar}"

    def main(
        self, args: Sequence[str] | None = None, prog_name: str | None = None, complete_var: str | None = None,
        standalone_mode: bool = True, windows_expand_args: bool = True, **extra: Any,
    ) -> Any:
        """Run a command; standing alone, end the process with the exit code."""
        run = functools.partial(super().main, args, prog_name, complete_var, False, windows_expand_args, **extra)
        if not standalone_mode:
            return run()
        sys.exit(guarded(run))


def guarded(run: Callable[[], object]) -> int:
    """Run and return the exit code; no error gets past it as a trace."""
    try:
        result = run()
        if result == 130:
            tell("Đã dừng theo yêu cầu. Những tệp đã xong vẫn được giữ; chạy lại lệnh để làm tiếp.")
        return result if isinstance(result, int) else 0
    except ChidaoError as error:
        tell(error.message, error.advice)
        return error.exit_code
    except typer.Abort:
        tell("Đã dừng.")
        return 1
    except BrokenPipeError:  # whoever read our output has read enough
        return 1
    except Exception as error:
        if isinstance(getattr(error, "exit_code", None), int) and hasattr(error, "format_message"):
            return misused(error)
        apologise(error)
        return 1


def misused(error: Any) -> int:
    """Say what is wrong with the command line."""
    if type(error).__name__ == "NoArgsIsHelpError":  # the help page has been printed
        return 0
    console, ctx = errors(), getattr(error, "ctx", None)
    if ctx is not None:
        console.print(Text(ctx.command.get_usage(ctx), "bold"))
        console.print(Text(f"Xem hướng dẫn: {ctx.command_path} --help", "dim"))
    console.print(Panel(Text(wording(error)), title="Lỗi", title_align="left", border_style="red"))
    return int(error.exit_code)


def wording(error: Any) -> str:
    """A usage error in Vietnamese, by its class and what it carries."""
    kind, name = type(error).__name__, _label(getattr(error, "param", None))
    if kind == "MissingParameter":
        what = "tham số" if getattr(error.param, "param_type_name", "") == "argument" else "tùy chọn"
        return f"Thiếu {what} {name}.".replace(" .", ".")
    if kind == "NoSuchOption":
        close = ", ".join(sorted(error.possibilities or ()))
        return f"Không có tùy chọn {error.option_name}." + (f" Có phải: {close}?" if close else "")
    if kind == "BadParameter":
        return f"Giá trị của {name or 'tham số'} không hợp lệ."
    return _sentence(str(error.message))


def _sentence(message: str) -> str:
    for pattern, told in USAGE_ERRORS:
        if found := re.search(pattern, message):
            return told(found) + _suggestion(message)
    return "Dòng lệnh không đúng."


def _suggestion(message: str) -> str:
    close = re.search(r"Did you mean (.*?)\?", message)
    names = re.findall(r"[\w-]+", close[1]) if close else []
    return f" Có phải: {', '.join(names)}?" if names else ""


def _label(param: Any) -> str:
    """A parameter as the help page names it, "" for none."""
    if param is None:
        return ""
    return str(param.metavar or param.name) if param.param_type_name == "argument" else "/".join(param.opts)
