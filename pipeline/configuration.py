"""Where the settings of an office come from: ``chidao.toml``, the environment, else what the program brings.

The folder that holds ``chidao.toml`` is the base of the office: relative paths in the file start there, so that the
store is the same from whatever folder the program is called. It is looked for in the current folder and those above
it, then in the folder that the program was installed from. Without the file the base is the folder of the program when
it lies there with its ``corpus``, else the current folder.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final, Literal

import pipeline
from pipeline.address import Address
from pipeline.causes import cause_of
from pipeline.errors import ConfigurationError
from pipeline.settings import Settings

NAME: Final = "chidao.toml"
HOME_VARIABLE: Final = "CHIDAO_HOME"
CLUSTER_VARIABLE: Final = "CHIDAO_CLUSTER"
VARIABLES: Final = {"home": HOME_VARIABLE, "cluster": CLUSTER_VARIABLE, "database_url": "CHIDAO_DATABASE_URL"}
"""What the environment may set, by the field of ``Settings``."""
From = Literal["default", "file", "environment"]
_MB: Final = 1024 * 1024
MASK: Final = "••••••"
_SECRET: Final = re.compile(r"pass|secret|token|mat_khau", re.IGNORECASE)
_PASSWORD: Final = re.compile(r"(?<=://)([^/@:]*:).*(?=@)|([?&\s]password=)[^&\s]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One setting: its ``name`` in the file, the field of ``Settings`` it fills, what it is for (Vietnamese), how many
    of the field's units one of the file's is, and whether it is the name of a file that may be left out.
    Of a ``secret`` one, an address, the value is never told whole, of a ``hidden`` one not at all. The point in a name
    is that of TOML: ``web.hosts`` may stand as ``hosts`` under ``[web]``."""

    name: str
    field: str
    says: str
    unit: int = 1
    is_file: bool = False
    secret: bool = False
    hidden: bool = False

    def read(self, value: object, base: Path) -> object:
        """The value as Settings wants it; raises ConfigurationError when it is of another type."""
        default = getattr(Settings(), self.field)
        if isinstance(default, Path):
            if isinstance(value, str) and value.strip():
                return base / Path(value).expanduser()
        elif isinstance(default, bool) or not isinstance(default, int | float):
            if isinstance(value, type(default)):
                return str(base / Path(str(value)).expanduser()) if self.is_file and value else value
        elif isinstance(value, int | float) and not isinstance(value, bool):
            return type(default)(value * self.unit)
        seen = "…" if self.secret or self.hidden else value
        raise ConfigurationError(f"“{self.name} = {seen}” không đúng kiểu ({self.says}).",
                                 "Xem ví dụ trong tệp do lệnh chidao init tạo ra.")

    def shown(self, settings: Settings) -> object:
        """The value in the units of the file; of a secret one what may be seen."""
        value = getattr(settings, self.field)
        if self.hidden:
            return MASK if value else ""
        if self.secret:
            return str(Address.of(value)) if value else ""
        return value // self.unit if self.unit > 1 else value


ENTRIES: Final = (
    Entry("office", "office", "tên cơ quan sử dụng, ví dụ UBND tỉnh Lào Cai"),
    Entry("home", "home", "nơi lưu kho dữ liệu và bản gốc đã tiếp nhận"),
    Entry("database_url", "database_url",
          "cơ sở dữ liệu PostgreSQL thay cho SQLite trong home, dạng postgresql://TÊN:MẬT_KHẨU@MÁY/TÊN_CƠ_SỞ_DỮ_LIỆU",
          secret=True),
    Entry("originals", "originals",
          "nơi giữ bản gốc đã tiếp nhận, ví dụ file:///o-dia/ban-goc, s3://kho/thu-muc, sftp://may/thu-muc; để trống "
          "thì trong kho dữ liệu"),
    Entry("inbox", "inbox", "thư mục tiếp nhận: văn thư đặt tệp vào đây"),
    Entry("outputs", "outputs", "nơi ghi các bảng theo dõi"),
    Entry("agencies", "agencies",
          "danh sách cơ quan do cơ quan sử dụng tự sửa, được dùng trước danh mục của chương trình"),
    Entry("group_reads", "group_reads",
          "true: nhóm của người chạy cũng đọc được kho dữ liệu và các bảng theo dõi; false: chỉ người chạy đọc được"),
    Entry("poll", "poll",
          "true: chidao watch tự dò thư mục tiếp nhận (thư mục chia sẻ qua mạng); false: chờ hệ thống báo có tệp mới"),
    Entry("reread", "reread",
          "true: sau khi nâng cấp, chidao run tự đọc lại văn bản cũ; false: chờ xem và nhận bằng chidao reprocess"),
    Entry("workers", "workers", "số tệp đọc cùng lúc; 0 là theo số nhân của máy"),
    Entry("cluster", "cluster",
          "địa chỉ bộ điều phối cụm máy đọc, ví dụ tcp://10.0.0.5:8786; để trống thì đọc trên máy này"),
    Entry("cluster_seconds", "cluster_seconds", "mất nối với cụm máy đọc thì chờ bao nhiêu giây trước khi dừng"),
    Entry("tls_ca", "tls_ca", "chứng thư của nơi cấp, tệp PEM, khi cụm máy dùng tls://", is_file=True),
    Entry("tls_cert", "tls_cert", "chứng thư của máy này, tệp PEM", is_file=True),
    Entry("tls_key", "tls_key", "khóa riêng của chứng thư, tệp PEM", is_file=True),
    Entry("max_seconds", "max_seconds", "thời gian tối đa để đọc một tệp, tính bằng giây"),
    Entry("max_memory_mb", "max_memory", "bộ nhớ tối đa để đọc một tệp, tính bằng MB", _MB),
    Entry("max_file_mb", "max_bytes", "dung lượng tối đa của một tệp, tính bằng MB", _MB),
    Entry("max_pages", "max_pages", "số trang tối đa của một tệp"),
    Entry("watch_seconds", "watch_seconds",
          "chidao watch nhìn lại thư mục tiếp nhận sau bao nhiêu giây, khi thư mục chia sẻ không báo có tệp mới"),
    Entry("shift_to_working_day", "shift_to_working_day",
          "true: hạn rơi vào ngày nghỉ thì chuyển sang ngày làm việc kế tiếp; false: giữ đúng ngày in trong văn bản"),
    Entry("web.hosts", "web_hosts",
          "trang web: các tên máy khác được dùng để mở trang, cách nhau bằng dấu phẩy, ví dụ chidao.laocai.local"),
    Entry("web.https", "web_https", "trang web: true khi trang chỉ được mở qua https (sau máy chủ web có chứng thư)"),
    Entry("web.metrics_token", "web_metrics_token",
          "trang web: mã để phần mềm giám sát ở máy khác đọc /metrics; để trống thì chỉ máy này đọc được", hidden=True),
    Entry("web.ldap.server", "web_ldap_server",
          "trang web: máy chủ danh bạ giữ mật khẩu, ví dụ ldaps://danhba.laocai.local; để trống thì không dùng"),
    Entry("web.ldap.bind", "web_ldap_bind", "trang web: tài khoản tra danh bạ"),
    Entry("web.ldap.password", "web_ldap_password", "trang web: mật khẩu của tài khoản tra danh bạ", hidden=True),
    Entry("web.ldap.base", "web_ldap_base", "trang web: nơi tìm người dùng trong danh bạ, ví dụ ou=nguoi-dung,dc=lc"),
    Entry("web.ldap.filter", "web_ldap_filter", "trang web: cách tìm người dùng; %(user)s là tên đăng nhập"),
)


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings with where each came from (by field), the base folder, and the file that was read, if any."""

    settings: Settings
    base: Path
    file: Path | None
    origins: Mapping[str, From]


def load(folder: Path | None = None) -> Configuration:
    """The settings that hold in ``folder`` (the current one). Raises ConfigurationError for a file that is wrong."""
    here = (folder or Path.cwd()).absolute()
    file = _file(here)
    base = file.parent if file else _base(here)
    given = _given(file, base) if file else {}
    origins: dict[str, From] = dict.fromkeys((one.name for one in fields(Settings)), "default")
    origins |= dict.fromkeys(given, "file")
    home = os.environ.get(HOME_VARIABLE)
    if home:
        given["home"], origins["home"] = here / Path(home).expanduser(), "environment"
    if (cluster := os.environ.get(CLUSTER_VARIABLE)) is not None:
        given["cluster"], origins["cluster"] = cluster, "environment"
    if url := os.environ.get(VARIABLES["database_url"]):
        given["database_url"], origins["database_url"] = url, "environment"
    if given.get("database_url"):
        Address.of(given["database_url"])
    defaults = {entry.field: base / getattr(Settings(), entry.field) for entry in ENTRIES
                if isinstance(getattr(Settings(), entry.field), Path)}
    try:
        return Configuration(replace(Settings(), **(defaults | given)), base, file, origins)
    except ValueError as error:
        raise ConfigurationError(f"{file}: có số nhỏ hơn mức cho phép.",
                                 "Số tệp đọc cùng lúc phải từ 0 trở lên, các giới hạn phải lớn hơn 0.") from error


def told(configured: Configuration) -> dict[str, object]:
    """Every setting as it may be kept and shown: by its name, in the units of the file, passwords masked."""
    return {entry.name: masked(entry.name, entry.shown(configured.settings)) for entry in ENTRIES}


def masked(name: str, value: object) -> object:
    """A setting without its password: the part of an address, or all of what is called one."""
    if not isinstance(value, str):
        return str(value) if isinstance(value, Path) else value
    return MASK if value and _SECRET.search(name) else _PASSWORD.sub(rf"\1\2{MASK}", value)


def text() -> str:
    """``chidao.toml`` as ``chidao init`` writes it: every setting with its default, in comments what it is for."""
    lines = ["# Thiết lập của Chidao. Bỏ dấu # ở đầu dòng để đổi một giá trị.",
             "# Đường dẫn tính từ thư mục của tệp này.", ""]
    for entry in ENTRIES:
        lines += [f"# {entry.says}", f"# {entry.name} = {_toml(entry.shown(Settings()))}", ""]
    return "\n".join(lines)


def write(folder: Path, office: str = "") -> Path:
    """Write ``chidao.toml`` into ``folder`` and return it; raises ConfigurationError when it is there already."""
    file = folder / NAME
    whole = text()
    if office:
        whole = whole.replace('# office = ""', f"office = {_toml(office)}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as out:
            out.write(whole)
    except FileExistsError as error:
        raise _existing(file) from error
    except OSError as error:
        raise ConfigurationError(f"Không ghi được {file}: {cause_of(error)}.", "Kiểm tra quyền ghi.") from error
    return file


def refuse_existing(folder: Path) -> None:
    """Raise ConfigurationError when ``folder`` has a ``chidao.toml``."""
    if (folder / NAME).exists():
        raise _existing(folder / NAME)


def _existing(file: Path) -> ConfigurationError:
    return ConfigurationError(f"Đã có tệp {file}; không ghi đè.", "Mở tệp ấy để sửa, xem bằng lệnh chidao settings.")


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:g}"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _file(here: Path) -> Path | None:
    places = (here, *here.parents, _program())
    return next((file for place in places if (file := place / NAME).is_file()), None)


def _base(here: Path) -> Path:
    """Without a file: the folder of the program, unless an inbox of the old kind lies in the current one."""
    program = _program()
    return program if (program / "corpus").is_dir() and not (here / "corpus").is_dir() else here


def _program() -> Path:
    return Path(pipeline.__file__).resolve().parents[1]


def _given(file: Path, base: Path) -> dict[str, Any]:
    """The fields that the file fills; raises ConfigurationError with the line or name that is wrong."""
    try:
        content = file.read_text("utf-8")
        data = tomllib.loads(content)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"Không đọc được {file}.", "Kiểm tra quyền đọc; tệp phải là văn bản UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else len(content.splitlines())  # else it ends too early
        raise ConfigurationError(f"{file}: viết sai ở dòng {line}.",
                                 "Mỗi dòng có dạng tên = giá trị; chữ đặt trong dấu nháy kép.") from error
    entries, data = {entry.name: entry for entry in ENTRIES}, _flat(data)
    for name in data.keys() - entries.keys():
        raise ConfigurationError(f"{file}: không có thiết lập “{name}”.",
                                 f"Các thiết lập: {', '.join(entries)}.")
    return {entries[name].field: entries[name].read(value, base) for name, value in data.items()}


def _flat(table: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Tables inside tables as one, the names joined by points."""
    found: dict[str, Any] = {}
    for name, value in table.items():
        found |= _flat(value, f"{before}{name}.") if isinstance(value, dict) else {f"{before}{name}": value}
    return found
