"""The tables of ``chidao.toml`` about where notices go to: ``[[webhooks]]`` and ``[mail]``.

Only the office itself sets these addresses. What goes over open nets is encrypted: ``http://`` and mail without TLS are
for this machine and private addresses alone.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NoReturn, cast, get_args
from urllib.parse import SplitResult, urlsplit

from pipeline.errors import ConfigurationError
from pipeline.settings import Event, Mail, Safety, Settings, Webhook

NAMES: Final = ("webhooks", "mail")
PASSWORD: Final = "CHIDAO_MAIL_PASSWORD"
"""The environment variable with the password of the SMTP server."""
SHORTEST: Final = 16
"""So many characters a secret has at least."""
MASK: Final = "••••••"
TEMPLATE: Final = """# Gửi thông báo (nhiệm vụ mới, sắp đến hạn, quá hạn) cho phần mềm khác: mỗi nơi nhận một khối.
# Lệnh gửi: chidao notices --send
# [[webhooks]]
# name = "dieu-hanh"
# url = "https://dieuhanh.laocai.gov.vn/chidao"
# secret = "ít nhất 16 ký tự, hai bên cùng giữ"
# bodies = ["Sở Y tế tỉnh Lào Cai"]    # để trống thì mọi cơ quan
# events = ["new", "due", "late"]      # mới, sắp đến hạn (7, 3, 1 ngày), quá hạn
# words = false                        # true: gửi cả toàn văn nhiệm vụ

# Thư hằng ngày cho từng cơ quan; mật khẩu đặt trong biến môi trường CHIDAO_MAIL_PASSWORD.
# [mail]
# host = "mail.laocai.gov.vn"
# port = 587
# tls = "starttls"                     # hoặc "tls", "none" (chỉ khi máy chủ thư ở ngay máy này hoặc mạng riêng)
# user = "chidao@laocai.gov.vn"
# from = "chidao@laocai.gov.vn"
# words = false
# [mail.to]
# "Sở Y tế tỉnh Lào Cai" = ["vanthu.soyte@laocai.gov.vn"]
"""
_HOOK: Final = ("name", "url", "secret", "bodies", "events", "words")
_MAIL: Final = ("host", "port", "tls", "user", "from", "to", "words")
_PORTS: Final[Mapping[str, int]] = {"starttls": 587, "tls": 465, "none": 25}


def read(tables: Mapping[str, Any], file: Path) -> dict[str, Any]:
    """The fields of Settings that these tables fill; raises ConfigurationError with what is wrong."""
    found: dict[str, Any] = {}
    if "webhooks" in tables:
        rows = tables["webhooks"]
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            _refuse(file, "webhooks", "mỗi nơi nhận là một khối [[webhooks]]")
        hooks = tuple(_webhook(row, file) for row in rows)
        if len({hook.name for hook in hooks}) < len(hooks):
            _refuse(file, "webhooks", "có hai nơi nhận cùng tên; đặt name khác nhau")
        found["webhooks"] = hooks
    if "mail" in tables:
        if not isinstance(tables["mail"], dict):
            _refuse(file, "mail", "ghi thành khối [mail]")
        found["mail"] = _mail(tables["mail"], file)
    return found


def told(settings: Settings) -> dict[str, object]:
    """Both as they may be kept and shown: secrets masked, of an address what is no secret."""
    found: dict[str, object] = {}
    for hook in settings.webhooks:
        found[f"webhooks.{hook.name}"] = "; ".join(
            (address(hook.url), ", ".join(hook.events), ", ".join(hook.bodies) or "mọi cơ quan",
             f"secret {MASK}", "toàn văn" if hook.words else "không toàn văn"))
    if settings.mail:
        one = settings.mail
        known = f"user {one.user}, mật khẩu {MASK if one.password else '(chưa đặt)'}" if one.user else "không đăng nhập"
        found["mail"] = f"{one.host}:{one.port} ({one.safety}); từ {one.sender}; {known}" \
                        + ("; toàn văn" if one.words else "")
        found |= {f"mail.to.{body}": ", ".join(addresses) for body, addresses in one.to.items()}
    return found


def address(url: str) -> str:
    """A URL without account, password and query."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"


def _webhook(row: Mapping[str, Any], file: Path) -> Webhook:
    _known(row, _HOOK, "webhooks", file)
    url, secret = _text(row, "url", file, "webhooks"), _text(row, "secret", file, "webhooks")
    parts = _parts(url)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname or not url.isascii():
        _refuse(file, "webhooks.url", "ghi một địa chỉ https:// đầy đủ")
    if parts.scheme == "http" and not _is_near(parts.hostname):
        _refuse(file, "webhooks.url", "ngoài mạng riêng phải dùng https://")
    if parts.username or parts.password:
        _refuse(file, "webhooks.url", "không ghi tài khoản trong địa chỉ; nơi nhận biết người gửi bằng chữ ký")
    if len(secret) < SHORTEST:
        _refuse(file, "webhooks.secret", f"dài ít nhất {SHORTEST} ký tự")
    events = _texts(row, "events", file, "webhooks") or get_args(Event)
    if wrong := set(events) - set(get_args(Event)):
        _refuse(file, "webhooks.events", f"không có loại “{sorted(wrong)[0]}”; các loại: {', '.join(get_args(Event))}")
    name = _text(row, "name", file, "webhooks") if "name" in row else parts.hostname
    return Webhook(name, url, secret, _texts(row, "bodies", file, "webhooks"),
                   tuple(cast(Event, one) for one in get_args(Event) if one in events), _flag(row, file, "webhooks"))


def _mail(row: Mapping[str, Any], file: Path) -> Mail:
    if "password" in row:
        _refuse(file, "mail.password", f"không ghi mật khẩu vào tệp; đặt trong biến môi trường {PASSWORD}")
    _known(row, _MAIL, "mail", file)
    host, safety = _text(row, "host", file, "mail"), row.get("tls", "starttls")
    if safety not in get_args(Safety):
        _refuse(file, "mail.tls", f"một trong: {', '.join(get_args(Safety))}")
    if safety == "none" and not _is_near(host):
        _refuse(file, "mail.tls", "ngoài mạng riêng phải dùng starttls hoặc tls")
    port = row.get("port", _PORTS[safety])
    if isinstance(port, bool) or not isinstance(port, int) or not 0 < port < 65536:
        _refuse(file, "mail.port", "một số từ 1 đến 65535")
    to = row.get("to", {})
    if not isinstance(to, dict):
        _refuse(file, "mail.to", 'ghi thành khối [mail.to], mỗi dòng "Tên cơ quan" = ["địa chỉ"]')
    addresses = {body: _texts(to, body, file, "mail.to") for body in to}
    for one in (_text(row, "from", file, "mail"), *(each for every in addresses.values() for each in every)):
        if "@" not in one.strip("@") or any(letter.isspace() or letter in ",;<>" for letter in one):
            _refuse(file, "mail", f"“{one}” không phải địa chỉ thư")
    user = _text(row, "user", file, "mail") if "user" in row else ""
    return Mail(host, port, cast(Safety, safety), user, os.environ.get(PASSWORD, ""), str(row["from"]), addresses,
                _flag(row, file, "mail"))


def _is_near(host: str) -> bool:
    """Whether it is this machine, or an address of a private net."""
    if host == "localhost":
        return True
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return False
    return found.is_loopback or found.is_private


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        return parts if parts.port is None or parts.port else None
    except ValueError:
        return None


def _known(row: Mapping[str, Any], names: tuple[str, ...], table: str, file: Path) -> None:
    for name in row:
        if name not in names:
            _refuse(file, f"{table}.{name}", f"không có thiết lập này; các thiết lập: {', '.join(names)}")


def _text(row: Mapping[str, Any], name: str, file: Path, table: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        _refuse(file, f"{table}.{name}", "chưa ghi, hoặc không phải chữ trong dấu nháy kép")
    return value.strip()


def _texts(row: Mapping[str, Any], name: str, file: Path, table: str) -> tuple[str, ...]:
    value = row.get(name, [])
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(one, str) and one.strip() for one in listed):
        _refuse(file, f"{table}.{name}", "ghi dạng [\"…\", \"…\"]")
    return tuple(one.strip() for one in listed)


def _flag(row: Mapping[str, Any], file: Path, table: str) -> bool:
    value = row.get("words", False)
    if not isinstance(value, bool):
        _refuse(file, f"{table}.words", "true hoặc false")
    return value


def _refuse(file: Path, name: str, why: str) -> NoReturn:
    raise ConfigurationError(f"{file}: “{name}” chưa đúng: {why}.",
                             "Xem ví dụ ở cuối tệp do lệnh chidao init tạo ra, hoặc docs/huong-dan/trao-doi.md.")
