"""``chidao extract``: files in, tasks on the terminal or as JSON; nothing is stored."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import private
from pipeline.causes import cause_of
from pipeline.errors import ChidaoError, InputError, OutputError, SeveralDirectives
from pipeline.model import Extraction
from pipeline.office.journal import write_trace
from pipeline.office.splitting import split
from pipeline.office.working import Mishap, Paged, read_all
from pipeline.settings import Settings
from pipeline.whole import write_whole

from .console import output, progress_bar
from .showing import show
from .trouble import tell

_STEM_BYTES = 250


@dataclass(frozen=True, slots=True)
class Target:
    """A file to read and, when results are written, the file for its JSON."""

    path: Path
    result: Path | None


def extract_files(files: Sequence[Path], *, as_json: bool, folder: Path | None, settings: Settings) -> int:
    """Read the files and print or write what they give; returns the exit code, the highest of all files."""
    code, results = 0, []
    with progress_bar("Đang đọc") as bar:
        bar.advance(0, len(files), files[0].name)
        outcomes = _outcomes(_targets(files, folder), settings, bar.at)
        for done, (target, outcome) in enumerate(outcomes, 1):
            bar.advance(done, len(files), files[done].name if done < len(files) else "")
            with bar.hidden():
                code = max(code, _told(target, outcome, settings, as_json=as_json))
            if as_json and not isinstance(outcome, Mishap):
                results.append(_json(outcome))
    several = max(len(files), len(results)) > 1
    if as_json and (results or several):
        _print_json(results if several else results[0])
    return code


def _targets(files: Sequence[Path], folder: Path | None) -> list[Target]:
    """Results are named after their file without its last suffix; where two would be one, with it."""
    taken: set[Path] = set()
    targets = []
    for file in files:
        result = _fitting(folder, file.stem) if folder else None
        if result in taken and folder:
            result = _fitting(folder, file.name)
        if result:
            taken.add(result)
        targets.append(Target(file, result))
    return targets


def _fitting(folder: Path, stem: str) -> Path:
    """``folder/<stem>.json``; a stem that leaves no room for the suffix is cut, since names end at 255 bytes."""
    return folder / f"{os.fsdecode(os.fsencode(stem)[:_STEM_BYTES]) if _is_long(stem) else stem}.json"


def _is_long(stem: str) -> bool:
    return len(os.fsencode(stem)) > _STEM_BYTES


def _outcomes(targets: Sequence[Target], settings: Settings,
              paged: Paged) -> Iterator[tuple[Target, Extraction | Mishap]]:
    """Outcomes in the order of the files; what is no file is not handed to a reader.

    A package of several directives gives an outcome for each.
    """
    there = [target for target in targets if target.path.is_file()]
    outcomes = read_all([target.path for target in there], settings, paged=paged)
    for target in targets:
        outcome = next(outcomes) if target in there else _not_there(target.path)
        if isinstance(outcome, Mishap) and isinstance(outcome.error, SeveralDirectives):
            yield from _apart(target, settings)
        else:
            yield target, outcome


def _apart(target: Target, settings: Settings) -> Iterator[tuple[Target, Extraction | Mishap]]:
    """The directives of a package; results are named after the package and the file in it."""
    with private.held() as folder:
        parts = split(target.path, settings, folder)
        if isinstance(parts, Mishap):
            yield target, parts
            return
        for number, (part, outcome) in enumerate(zip(parts, read_all(parts, settings), strict=True), start=1):
            name = f"{target.path.stem}-{number:02}-{part.stem}"
            yield Target(part, _fitting(target.result.parent, name) if target.result else None), outcome


def _not_there(path: Path) -> Mishap:
    if path.is_dir():
        return Mishap(InputError(f"“{path}” là thư mục.", f"Dùng lệnh: chidao run {path}"))
    return Mishap(InputError(f"Không tìm thấy tệp “{path}”.", "Kiểm tra lại tên và đường dẫn của tệp."))


def failed(path: Path, mishap: Mishap, settings: Settings) -> int:
    """Say why a file gave no result; returns the exit code."""
    tell(f"{path}: {mishap.error.message}", mishap.error.advice)
    if mishap.trace:
        title = path.name if settings.log_names else "chidao extract"
        with suppress(OSError):  # the message has been given: a journal that cannot be written changes nothing
            tell(f"Nhật ký: {write_trace(settings.home, title, mishap.trace).absolute()}")
    return mishap.error.exit_code


def _told(target: Target, outcome: Extraction | Mishap, settings: Settings, *, as_json: bool) -> int:
    """Deliver what a file gave, or say why it gave nothing; returns the exit code of this file."""
    if isinstance(outcome, Mishap):
        return failed(target.path, outcome, settings)
    return _deliver(target, outcome, as_json=as_json)


def _deliver(target: Target, extraction: Extraction, *, as_json: bool) -> int:
    """Write the result, or show it; returns the exit code of this file."""
    try:
        if target.result:
            _write(target.result, _json(extraction))
            if not as_json:
                told = f"{target.path.name} → {target.result}: {len(extraction.tasks)} nhiệm vụ"
                output().print(told, soft_wrap=True)
        elif not as_json:
            show(output(), extraction)
    except ChidaoError as error:
        tell(error.message, error.advice)
        return error.exit_code
    return 0


def _json(extraction: Extraction) -> dict[str, Any]:
    from pipeline.contract import to_json  # noqa: PLC0415  only when JSON is wanted

    return to_json(extraction)


def _write(file: Path, data: dict[str, Any]) -> None:
    try:
        write_whole(file, json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    except OSError as error:
        raise OutputError(f"Không ghi được {file}: {cause_of(error)}.",
                          "Kiểm tra quyền ghi và dung lượng đĩa, đóng chương trình đang mở tệp.") from error


def _print_json(data: object) -> None:
    output().file.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
