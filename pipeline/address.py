"""Where a PostgreSQL database is: ``postgresql://user:password@host/name``, read as libpq reads it and never shown with
its password."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.errors import ConfigurationError

_SCHEMES: Final = ("postgresql://", "postgres://")
_PORTS: Final = re.compile(r"[\d,]*")
_WRONG: Final = "Địa chỉ kho dữ liệu (database_url) viết sai."
_ADVICE: Final = ("Dạng đúng: postgresql://TÊN:MẬT_KHẨU@MÁY/CƠ_SỞ_DỮ_LIỆU; ký tự đặc biệt trong mật khẩu viết theo mã "
                  "%, ví dụ @ là %40.")


@dataclass(frozen=True, slots=True)
class Address:
    """``parts`` are libpq's own names (``host``, ``user``, ``password`` …); as a string all but the password."""

    parts: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(cls, url: str) -> Address:
        """Raises ConfigurationError, which does not repeat what was written: the password is in it."""
        from psycopg import ProgrammingError  # noqa: PLC0415  only where a database is named
        from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

        if not url.startswith(_SCHEMES):
            raise ConfigurationError(_WRONG, _ADVICE)
        try:
            parts = {name: str(value) for name, value in conninfo_to_dict(url).items()}
        except (ProgrammingError, UnicodeError):
            raise ConfigurationError(_WRONG, _ADVICE) from None
        if "@" in parts.get("host", "") + parts.get("dbname", "") or not _PORTS.fullmatch(parts.get("port", "")):
            raise ConfigurationError(_WRONG, _ADVICE)  # a password that is not written in % spills into what follows
        if not parts.get("dbname"):
            raise ConfigurationError(_WRONG, f"Thiếu tên cơ sở dữ liệu. {_ADVICE}")
        return cls(parts)

    def __str__(self) -> str:
        who, port = self.parts.get("user", ""), self.parts.get("port", "")
        host = self.parts.get("host", "") + (f":{port}" if port else "")
        return f"postgresql://{who}{'@' if who else ''}{host}/{self.parts['dbname']}"
