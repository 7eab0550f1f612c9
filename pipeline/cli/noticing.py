"""``chidao notices``: what bodies are to be told, sending it, and what became of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict

from rich.table import Table
from rich.text import Text

from pipeline.errors import InputError
from pipeline.office.notices import WORDS
from pipeline.office.sending import give, outlook
from pipeline.settings import Settings
from pipeline.store import is_there, open_store
from pipeline.store.results import Outcome, Sending

from .console import output
from .trouble import tell

FEW = 30
"""So many bodies are shown."""
STATES = {"waiting": "chờ gửi", "sending": "đang gửi", "sent": "đã gửi", "failed": "đã thôi gửi"}
CHANNELS = {"webhook": "phần mềm", "mail": "thư"}


def show(settings: Settings, *, as_json: bool) -> int:
    """Print what would be told today and was not; nothing is kept. Returns the exit code."""
    if not is_there(settings):
        return _nothing(as_json=as_json)
    found = outlook(settings)
    if as_json:
        print(json.dumps([asdict(one.noted) | {"due": one.task.due and one.task.due.isoformat()}
                          for one in found.fresh], ensure_ascii=False, indent=2))
        return 0
    counts = Counter((one.body, one.kind) for one in found.fresh)
    table = Table("Cơ quan", *(words.capitalize() for words in WORDS.values()))
    bodies = list(dict.fromkeys(one.body for one in found.fresh))
    for body in bodies[:FEW]:
        table.add_row(Text(body), *(str(counts[body, kind] or "") for kind in WORDS))
    console = output()
    if bodies:
        console.print(table)
    more = f" (hiện {FEW} cơ quan đầu)" if len(bodies) > FEW else ""
    console.print(f"{len(found.fresh)} thông báo chưa gửi cho {len(bodies)} cơ quan{more}.", soft_wrap=True)
    _tell_strangers(found.strangers)
    _tell_where(settings)
    return 0


def send(settings: Settings, *, as_json: bool) -> int:
    """Make and send notices; returns the exit code, 1 when something did not go out."""
    if not is_there(settings):
        return _nothing(as_json=as_json)
    console = output()

    def say(one: Sending, outcome: Outcome) -> None:
        if not as_json:
            console.print(Text(f"{_called(one)}: {outcome.words}", "" if outcome.good else "red"), soft_wrap=True)

    given = give(settings, say)
    if as_json:
        print(json.dumps({"made": given.made, "sent": len(given.sent),
                          "failed": [{"id": one.id, "target": one.target, "why": why} for one, why in given.failed]},
                         ensure_ascii=False, indent=2))
    else:
        console.print(f"{given.made} thông báo mới; {len(given.sent)} lần gửi xong, {len(given.failed)} lần chưa được.",
                      soft_wrap=True)
        _tell_strangers(given.strangers)
        _tell_where(settings)
    if given.failed:
        tell("Có nơi chưa gửi được; lần chạy sau tự thử lại, quãng chờ dài dần.", "Xem: chidao notices --list")
    return 1 if given.failed else 0


def show_sendings(settings: Settings, *, as_json: bool) -> int:
    """Print the last sendings with what became of them; returns the exit code."""
    if not is_there(settings):
        return _nothing(as_json=as_json)
    with open_store(settings) as store:
        found = store.sendings()
    if as_json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2, default=str))
        return 0
    table = Table("Số", "Lập lúc", "Kênh", "Nơi nhận", "Cơ quan", "Thông báo", "Tình trạng", "Lần thử", "Kết quả")
    for one in found:
        state = STATES[one.state] + (f", thử lại {one.next_at:%H:%M %d/%m}" if one.state == "waiting" and one.next_at
                                     and one.attempts else "")
        table.add_row(str(one.id), f"{one.at:%H:%M %d/%m/%Y}", CHANNELS[one.channel], Text(one.target), Text(one.body),
                      str(len(one.notices)), state, str(one.attempts), Text(one.outcome))
    console = output()
    if found:
        console.print(table)
    console.print(f"{len(found)} lần gửi gần đây nhất." if found else "Chưa có lần gửi nào.", soft_wrap=True)
    return 0


def let_again(number: int, settings: Settings) -> int:
    """Let a sending be tried by the next call; returns the exit code. Raises InputError for one that is not there or
    went out."""
    done = False
    if is_there(settings):
        with open_store(settings) as store:
            done = store.send_again(number)
    if not done:
        raise InputError(f"Không có lần gửi số {number} đang chờ hoặc đã thôi gửi.", "Xem: chidao notices --list")
    output().print(f"Lần gửi số {number} sẽ được gửi ở lần chạy tới: chidao notices --send", soft_wrap=True)
    return 0


def _called(one: Sending) -> str:
    mail = f"thư ngày {one.day:%d/%m/%Y} của {one.body}" if one.day else ""
    return f"{one.target}: {mail or f'{len(one.notices)} thông báo'}"


def _tell_strangers(names: Iterable[str]) -> None:
    for name in names:
        tell(f"chidao.toml: chưa có danh mục nào của “{name}”.",
             "Ghi đúng tên như trong các bảng (thư mục co-quan), hoặc bỏ qua nếu cơ quan ấy chưa được giao nhiệm vụ.")


def _tell_where(settings: Settings) -> None:
    if not settings.webhooks and settings.mail is None:
        output().print(Text("Chưa đặt nơi nhận: thêm [[webhooks]] hoặc [mail] vào chidao.toml; xem "
                            "docs/huong-dan/trao-doi.md."), soft_wrap=True)


def _nothing(*, as_json: bool) -> int:
    print("[]") if as_json else output().print("Chưa có kho dữ liệu nên chưa có gì để báo.", soft_wrap=True)
    return 0
