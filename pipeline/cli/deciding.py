"""``chidao remove``, ``restore``, ``compare`` and ``choose``: a person takes a directive out of the lists and brings it
back, or says which of its copies stands."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.errors import InputError
from pipeline.office.fate_words import heading
from pipeline.settings import Settings
from pipeline.store import Found, open_store

from .comparing import show_comparison
from .console import output
from .running import alone, publish_anew
from .showing import day


def remove(target: str, reason: str, settings: Settings) -> int:
    """Take out what ``target`` (a số, ký hiệu or a file) means and publish; returns the exit code.

    Raises InputError when no directive or several are meant, or no reason is given.
    """
    why = given(reason, "đưa văn bản ra khỏi danh mục")
    with alone(settings):
        with open_store(settings) as store:
            found = the_one(store.find(target), store.find(target, removed=True), target, "remove")
            store.remove(found, why)
        console = output()
        console.print(f"Đã đưa ra khỏi danh mục: {named(found)}. Lý do: {why}.", soft_wrap=True)
        console.print("Văn bản vẫn được giữ trong kho; muốn đưa trở lại: "
                      f"chidao restore \"{found.head.number or found.files[0]}\"", soft_wrap=True)
        publish_anew(console, settings)
    return 0


def restore(target: str, reason: str, settings: Settings) -> int:
    """Bring back what ``target`` means and publish; returns the exit code. Raises InputError as ``remove`` does."""
    with alone(settings):
        with open_store(settings) as store:
            found = the_one(store.find(target, removed=True), store.find(target), target, "restore")
            store.restore(found, reason.strip())
        console = output()
        before = f" (đã đưa ra ngày {day(found.removed.at)}, lý do: {found.removed.reason})" if found.removed else ""
        console.print(f"Đã đưa trở lại danh mục: {named(found)}{before}.", soft_wrap=True)
        publish_anew(console, settings)
    return 0


def compare(target: str, settings: Settings) -> int:
    """Show in what the files of the directive that ``target`` means differ; returns the exit code."""
    with open_store(settings) as store:
        found = the_one(store.find(target), store.find(target, removed=True), target, "compare")
        comparisons = store.compare(found)
    if not comparisons:
        output().print(f"{named(found)}: chỉ có một bản, không có gì để so.", soft_wrap=True)
    for one in comparisons:
        show_comparison(output(), one)
    if any(one.open for one in comparisons):
        output().print(f"Chọn bản để lấy: chidao choose \"{target}\" \"TỆP\" --reason \"LÝ DO\"", soft_wrap=True)
    return 0


def choose(target: str, file: str, reason: str, settings: Settings) -> int:
    """Let ``file`` stand for the directive that ``target`` means and publish; returns the exit code.

    Raises InputError when the file is none of the directive's, or no reason is given.
    """
    why = given(reason, "chọn bản này")
    with alone(settings):
        with open_store(settings) as store:
            found = the_one(store.find(target), store.find(target, removed=True), target, "choose")
            mine = store.bound(found)
            files = [one for one in store.find(file) if one.sha256s[0] in mine]
            if not files:
                raise InputError(f"“{file}” không phải tệp của {named(found)}.",
                                 f"Xem các tệp của văn bản: chidao compare \"{target}\"")
            chosen = the_one(files, (), file, f"choose \"{target}\"")
            store.choose(chosen, why)
        output().print(f"Từ nay lấy theo tệp “{chosen.files[0]}”: {heading(found.head)}. Lý do: {why}.", soft_wrap=True)
        publish_anew(output(), settings)
    return 0


def given(reason: str, what: str) -> str:
    """The reason without spaces around it; raises InputError for none."""
    if not reason.strip():
        raise InputError(f"Chưa ghi lý do {what}.", "Ghi lý do ở tùy chọn --reason; lý do được lưu vào sổ.")
    return reason.strip().rstrip(".")


def named(found: Found) -> str:
    """The directive by its head, and its files."""
    files = ", ".join(f"“{name}”" for name in found.files)
    return f"{heading(found.head)}, tệp {files}"


def the_one(matches: Sequence[Found], others: Sequence[Found], target: str, command: str) -> Found:
    """The only match; ``others`` are those for which the command has nothing to do."""
    if len(matches) == 1:
        return matches[0]
    if matches:
        listed = "\n".join(f"  {number}. {named(found)} (ở {', '.join(found.places)})"
                           for number, found in enumerate(matches, 1))
        example = (matches[0].places or matches[0].files)[0]
        raise InputError(f"“{target}” chỉ {len(matches)} văn bản khác nhau:\n{listed}",
                         f"Chọn một văn bản theo tệp: chidao {command} \"{example}\" …")
    if others:
        state = "đang có trong danh mục" if command == "restore" else "đã được đưa ra khỏi danh mục từ trước"
        raise InputError(f"{named(others[0])}: {state}, không có gì phải làm.",
                         "Xem văn bản trong danh mục ở trang “Văn bản” của bảng tổng hợp (tong-hop.xlsx).")
    raise InputError(f"Không có văn bản nào mang số, ký hiệu hoặc tên tệp “{target}” trong kho.",
                     "Ghi số, ký hiệu như trong bảng (ví dụ 07/CT-UBND) hoặc tên tệp; xem trang “Văn bản” của bảng "
                     "tổng hợp (tong-hop.xlsx).")
