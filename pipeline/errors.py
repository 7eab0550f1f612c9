"""The errors a user can meet. Each says in Vietnamese what happened, where, and what to do.

    ChidaoError                     exit 1
    ├── InputError                  exit 3   the file cannot be used as it is
    │   ├── UnsupportedFormat       exit 3   a kind of file that is not read
    │   ├── NeedsOcr                exit 3   pages without a usable text layer
    │   ├── BrokenFile              exit 3   damaged, truncated, empty
    │   ├── EncryptedFile           exit 3   needs a password
    │   ├── TooLarge                exit 3   over a limit of size or memory
    │   ├── TookTooLong             exit 3   over the limit of time
    │   └── SeveralDirectives       exit 3   a package of several directives, to be split
    ├── SecretDirective             exit 4   MẬT and above: refused, left where it was
    │   └── SuspectedSecret         exit 4   what may be a mark of secrecy: held back until a person releases it
    ├── StoreError                  exit 5   the store cannot be opened or written
    ├── OutputError                 exit 6   a workbook or result cannot be written
    └── ClusterError                exit 7   the other machines that read cannot be reached, or differ from this one
"""

from __future__ import annotations

from pipeline.model.names import shown


class ChidaoError(Exception):
    """Base of all errors shown to a user.

    ``message`` says what and where, ``advice`` what to do about it; both Vietnamese. ``code`` is a
    short stable name for logs and the store.
    """

    code = "loi"
    exit_code = 1

    def __init__(self, message: str, advice: str = "") -> None:
        message, advice = shown(message), shown(advice)  # both may name files
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()

    def __reduce__(self) -> tuple[type[ChidaoError], tuple[str, str]]:
        return type(self), (self.message, self.advice)  # errors travel back from worker processes


class InputError(ChidaoError):
    """The file cannot be used as it is."""

    code = "tep-khong-dung-duoc"
    exit_code = 3


class UnsupportedFormat(InputError):
    """A kind of file that is not read."""

    code = "dinh-dang-khong-ho-tro"


class NeedsOcr(InputError):
    """Pages without a usable text layer."""

    code = "ban-quet"


class BrokenFile(InputError):
    """Damaged, truncated or empty."""

    code = "tep-hong"


class EncryptedFile(InputError):
    """Needs a password."""

    code = "tep-co-mat-khau"


class TooLarge(InputError):
    """Over a limit of size or memory."""

    code = "tep-qua-lon"


class TookTooLong(InputError):
    """Over the limit of time."""

    code = "qua-thoi-gian"


class SeveralDirectives(InputError):
    """A package that holds several directives of their own; ``names`` are their files."""

    code = "goi-nhieu-van-ban"

    def __init__(self, package: str, names: list[str]) -> None:
        listed = ", ".join(f"“{name}”" for name in names)
        super().__init__(f"{package}: gói chứa {len(names)} văn bản chỉ đạo riêng: {listed}.",
                         "Dùng lệnh chidao run để tách và tiếp nhận từng văn bản, hoặc giải nén rồi nạp riêng.")
        self.package, self.names = package, names

    def __reduce__(self) -> tuple[type[ChidaoError], tuple[str, list[str]]]:  # type: ignore[override]
        return type(self), (self.package, self.names)


class SecretDirective(ChidaoError):
    """A file with a degree of secrecy: not processed, left where it was.

    ``reason`` says which mark was seen and where, in words of the program alone (never of the file): it is all that is
    kept of the file besides its name and sha256.
    """

    code = "van-ban-mat"
    exit_code = 4

    def __init__(self, message: str, advice: str = "", reason: str = "") -> None:
        super().__init__(message, advice)
        self.reason = reason

    def __reduce__(self) -> tuple[type[ChidaoError], tuple[str, str, str]]:  # type: ignore[override]
        return type(self), (self.message, self.advice, self.reason)


class SuspectedSecret(SecretDirective):
    """A file with something that may be a mark of secrecy: held back until a person has looked at it."""

    code = "nghi-van-ban-mat"


REFUSED_CODES = frozenset((SecretDirective.code, SuspectedSecret.code))
"""The codes of files that bear, or may bear, a mark of secrecy."""


class StoreError(ChidaoError):
    """The store cannot be opened or written."""

    code = "kho-du-lieu"
    exit_code = 5


class OutputError(ChidaoError):
    """A workbook or result cannot be written."""

    code = "khong-ghi-duoc"
    exit_code = 6


class ClusterError(ChidaoError):
    """The other machines that read cannot be reached, or differ from this one."""

    code = "cum-may"
    exit_code = 7


class ConfigurationError(ChidaoError):
    """A setting of the office is wrong."""

    code = "thiet-lap-sai"
    exit_code = 2
