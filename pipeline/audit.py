"""The audit: who did what, when, and what stood before and after, as a chain of entries.

Each entry holds the sha256 of the one before and of its own content (``digest_of``), so that none can be changed, taken
out or put in unnoticed. How many there are and the hash of the last (``Head``) is kept beside the store too, and can be
written down on paper: by it also entries are missed that went from the end.

``facts`` stay for ever and hold nothing that a directive says: names of files, hashes, counts. ``words`` hold the rest,
with a salt; the chain knows them by their ``seal`` alone, so that they can go when their directive turns out to be
secret, and the chain holds all the same.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from pipeline.causes import cause_of
from pipeline.errors import StoreError
from pipeline.whole import write_whole

HEAD: Final = "nhat-ky.json"
"""The file in the home folder that holds the head."""

SALT: Final = "muối"
SHORTEST: Final = 12
"""So many first digits of a hash that somebody wrote down are enough."""

WHAT: Final = {
    "begin": "mở sổ nhật ký", "journal": "chép từ sổ cũ",
    "import.new": "tiếp nhận", "import.twin": "tiếp nhận bản khác của văn bản đã có",
    "import.updated": "đọc lại, có thay đổi", "import.known": "đọc lại, không thay đổi",
    "import.arrived": "tệp đã có, ở nơi khác", "import.failed": "không xử lý được",
    "import.refused": "từ chối vì dấu mật", "import.held": "tạm giữ vì nghi có dấu mật",
    "release": "giải tỏa tệp tạm giữ", "forget": "xóa văn bản mật khỏi kho",
    "correct": "sửa", "conflict": "sửa, chờ chọn", "progress": "ghi kết quả", "undo": "bỏ chỗ sửa",
    "add": "thêm nhiệm vụ", "remove": "đưa khỏi danh mục", "restore": "đưa trở lại danh mục", "choose": "chọn bản",
    "assign": "chọn cơ quan cho vai trò", "unassign": "bỏ cơ quan đã chọn", "publish": "lập các bảng",
    "settings": "đổi thiết lập", "login": "đăng nhập", "login.failed": "đăng nhập không được",
    "login.locked": "tạm khóa đăng nhập", "logout": "đăng xuất", "user.add": "tạo tài khoản",
    "user.change": "đổi vai trò tài khoản", "user.password": "đổi mật khẩu", "user.off": "khóa tài khoản",
    "user.on": "mở lại tài khoản", "token.add": "tạo mã truy cập", "token.off": "thu hồi mã truy cập",
    "hand.in": "gửi tệp trên trang web", "agencies": "thay danh sách cơ quan", "edxml": "lập gói văn bản trả lời",
    "calendar.on": "tạo đường dẫn lịch", "calendar.off": "bỏ đường dẫn lịch",
    "backup": "sao lưu", "recover": "phục hồi từ bản sao lưu", "repair": "sửa chữa kho",
}
"""What happens, by its code, as people read it."""


DECISIONS: Final = frozenset(("correct", "conflict", "progress", "undo", "add", "remove", "restore", "choose", "assign",
                              "unassign"))
"""What people decide about lists: after it they have to be written again."""

NO_CHANGE: Final = frozenset(("login", "login.failed", "login.locked", "logout", "user.add", "user.change",
                              "user.password", "user.off", "user.on", "token.add", "token.off", "calendar.on",
                              "calendar.off", "edxml", "hand.in", "publish", "backup", "settings", "begin", "journal"))
"""What changes no list."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be entered: ``content`` is the sha256 of the directive or file that it is about, "" for none; ``at``
    and ``who`` only where it was not now or by somebody else than who runs."""

    what: str
    content: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, Any] | None = None
    at: datetime | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the chain. ``facts`` and ``words`` are JSON as it was hashed; ``words`` is None where there were none
    (``seal`` is empty then) or where they were wiped."""

    number: int
    at: datetime
    who: str
    what: str
    content: str
    facts: str
    words: str | None
    seal: str
    previous: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Head:
    """How long the chain is, and the hash of its last entry."""

    count: int
    sha256: str

    @property
    def told(self) -> str:
        """As it is printed and written down."""
        return f"{self.count}:{self.sha256}"

    @classmethod
    def typed(cls, words: str) -> Head:
        """What somebody wrote down, the hash whole or its first digits; raises ValueError."""
        count, _, sha256 = "".join(words.split()).partition(":")
        if len(sha256) < SHORTEST:
            raise ValueError(words)
        return cls(int(count), sha256.casefold())


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the chain is worth: its head, and at which entry it breaks (0: it holds) with the reason (Vietnamese).
    ``wiped`` counts entries whose words went with a secret directive."""

    head: Head
    broken_at: int = 0
    why: str = ""
    wiped: int = 0


def plain(value: Mapping[str, Any]) -> str:
    """The canonical form: one line of JSON, keys in order, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sealed(words: Mapping[str, Any] | None) -> tuple[str | None, str]:
    """Words with a salt, as they are kept, and their seal."""
    if words is None:
        return None, ""
    text = plain({**words, SALT: secrets.token_hex(16)})
    return text, seal_of(text)


def seal_of(words: str) -> str:
    """The seal of kept words."""
    return hashlib.sha256(words.encode()).hexdigest()


def digest_of(number: int, at: datetime, who: str, what: str, content: str, facts: str, seal: str,  # noqa: PLR0913, PLR0917
              previous: str) -> str:
    """The hash of an entry: of all it holds but its words, which stand for themselves by their seal."""
    whole = {"at": at.isoformat(), "content": content, "facts": facts, "number": number, "previous": previous,
             "seal": seal, "what": what, "who": who}
    return hashlib.sha256(plain(whole).encode()).hexdigest()


def examine(entries: Iterable[Entry], *known: Head) -> Verdict:
    """Follow the chain from its first entry; ``known`` are heads that were kept elsewhere.

    The first break is told. Entries may have been added since a head was kept, never the other way round.
    """
    last, wiped, forgotten = Head(0, ""), [], 0
    met = {head.count: head.sha256 for head in known if head.count}
    for one in entries:
        if why := _broken(one, last):
            return Verdict(last, min(one.number, last.count + 1), why)
        last = Head(one.number, one.sha256)
        if not one.sha256.startswith(met.get(one.number, "")):
            return Verdict(last, one.number, "mục này không phải mục có mã đã ghi lại; sổ đã bị viết lại")
        if one.what == "forget":
            forgotten = one.number
        if one.seal and one.words is None:
            wiped.append(one.number)
    longest = max(met, default=0)
    if last.count < longest:
        return Verdict(last, last.count + 1, f"mất {longest - last.count} mục cuối: sổ đã có {longest} mục")
    if wiped and wiped[-1] > forgotten:
        return Verdict(last, next(number for number in wiped if number > forgotten),
                       "nội dung của mục đã bị xóa mà sau đó không có việc xóa văn bản mật nào")
    return Verdict(last, wiped=len(wiped))


def _broken(one: Entry, last: Head) -> str:
    """Why an entry does not hang on the one before, "" when it does."""
    if one.number != last.count + 1:
        gone = one.number - last.count - 1
        return f"mất {gone} mục trước mục {one.number}" if gone > 0 else f"mục {one.number} bị lặp"
    made = digest_of(one.number, one.at, one.who, one.what, one.content, one.facts, one.seal, one.previous)
    if one.previous != last.sha256:
        return "mục này không nối với mục trước nó: một trong hai mục đã bị thay"
    if made != one.sha256 or (one.words is not None and seal_of(one.words) != one.seal):
        return "mục này đã bị sửa"
    return ""


def kept_head(home: Path) -> Head | None:
    """The head that is kept in the home folder; None without one, or when nobody can read it."""
    try:
        told = json.loads((home / HEAD).read_text("utf-8"))
        return Head(int(told["count"]), str(told["sha256"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_head(home: Path, head: Head) -> None:
    """Keep the head; raises StoreError when it cannot be written."""
    try:
        write_whole(home / HEAD, plain({"count": head.count, "sha256": head.sha256}) + "\n")
    except OSError as error:
        raise StoreError(f"Không ghi được {home / HEAD}: {cause_of(error)}.",
                         "Kiểm tra quyền ghi và dung lượng đĩa rồi chạy lại.") from error
