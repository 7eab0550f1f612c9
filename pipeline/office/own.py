"""Whose office this is, with its own list of bodies (``co-quan.xlsx``): the list wins over the registry; what is wrong
in it is told with row and column, and the rest is used.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from pipeline import private
from pipeline.errors import InputError
from pipeline.knowledge.registry import Agency, Office, Registry, comparable, sort_of
from pipeline.knowledge.registry.bodies import LIST, split
from pipeline.knowledge.registry.family import superior
from pipeline.knowledge.registry.office import alike, own_body
from pipeline.settings import Settings
from pipeline.store.clock import today
from pipeline.whole import write_bytes_whole
from pipeline.workbooks import own_list
from pipeline.workbooks.cells import typed_day
from pipeline.workbooks.own_list import ID, KIND, NAME, OTHERS, PARENT, SINCE, UNTIL, Cells, Wrong
from pipeline.workbooks.placing import keep_copy

_UNPACKED = 50 * 1024 * 1024
_UNUSED = "dòng này chưa được dùng"


@dataclass(frozen=True, slots=True)
class Own:
    """The office, of no name when the settings give none, and what is wrong in its list."""

    office: Office
    wrong: tuple[str, ...] = ()


def load_own(settings: Settings, on: date | None = None) -> Own:
    """The office of these settings, with its list as it is now."""
    on = on or today()
    office = Office(settings.office, on)
    rows, wrong = own_list.read(settings.agencies)
    reader = _Reader(office, on, {comparable(str(cells.get(NAME, ""))) for _, cells in rows})
    bodies = [body for number, cells in rows if (body := reader.body(number, cells))]
    told = tuple(f"{settings.agencies.name}, {one.told}" for one in (*wrong, *reader.wrong))
    office = Office(settings.office, on, bodies) if bodies else office
    return Own(office, (*unknown(office), *told))


def unknown(office: Office) -> tuple[str, ...]:
    """What is told when nobody knows the office that the settings name."""
    if office.body or not office.name:
        return ()
    if Registry.load().in_every_province(office.name):
        return (f"Mỗi tỉnh, thành phố có một cơ quan tên “{office.name}”; ghi thêm tên tỉnh vào chidao.toml.",)
    close = alike(office.name)
    asked = f" Có phải: {'; '.join(close)}?" if close else ""
    return (f"Danh mục không có cơ quan “{office.name}”.{asked} Nếu tên đã đúng, khai vào tệp co-quan.xlsx "
            "(chidao agencies export).",)


class _Reader:
    """Rows of the list as bodies; what is wrong adds up in ``wrong``."""

    def __init__(self, office: Office, on: date, listed: set[str]) -> None:
        self.wrong: list[Wrong] = []
        self._office, self._on, self._listed = office, on, listed
        self._place = office.place
        self._registry = Registry.load()
        self._taken: dict[str, list[tuple[Agency, int]]] = {}

    def body(self, row: int, cells: Cells) -> Agency | None:
        """The body of a row, None when the row cannot be used."""
        name, before = str(cells.get(NAME) or ""), len(self.wrong)
        if not name:
            self._tell(row, NAME, f"chưa ghi tên; {_UNUSED}")
        elif sort_of(name) in ("role", "person") and not cells.get(ID):
            self._tell(row, NAME, f"“{name}” là vai trò hoặc tên người, không phải tên cơ quan; {_UNUSED}")
        since, until = self._day(row, SINCE, cells), self._day(row, UNTIL, cells)
        if since and until and since > until:
            self._tell(row, UNTIL, f"ngày cuối đứng trước ngày bắt đầu; {_UNUSED}")
        if len(self.wrong) > before:
            return None
        given = Agency(self._id(row, cells), name, str(cells.get(KIND) or ""), since, until, self._parent(row, cells),
                       short=split(str(cells.get(OTHERS) or "")))
        body = own_body(given, self._on, self._office)
        return self._alone(row, body)

    def _tell(self, row: int, column: str, message: str) -> None:
        self.wrong.append(Wrong(row, column, message))

    def _day(self, row: int, column: str, cells: Cells) -> date | None:
        value = cells.get(column)
        if isinstance(value, date) or not value:
            return value if isinstance(value, date) else None
        try:
            return typed_day(str(value)) or date.fromisoformat(str(value))
        except ValueError:
            self._tell(row, column, f"“{value}” không phải một ngày, ghi như 01/7/2025; {_UNUSED}")
            return None

    def _id(self, row: int, cells: Cells) -> str:
        known = str(cells.get(ID) or "")
        if known and self._registry.by_id(known.partition("/")[0]) is None:
            self._tell(row, ID, f"không có cơ quan nào mang mã “{known}”; lấy theo tên")
            return ""
        return known

    def _parent(self, row: int, cells: Cells) -> str | None:
        name = str(cells.get(PARENT) or "")
        found = self._registry.resolve(name, self._on, self._place) if name else None
        if name and found is None and comparable(name) not in self._listed:
            self._tell(row, PARENT, f"không rõ “{name}” là cơ quan nào; ô này chưa được dùng")
        return found.id if found else None

    def _alone(self, row: int, body: Agency) -> Agency:
        """The body without the other names that a row before gives to another body on the same days."""
        names = {name: comparable(name) for name in (body.name, *body.short)}
        kept = {name for name, called in names.items() if not self._other(called, body)}
        for name in names.keys() - kept:
            other = self._other(names[name], body)
            self._tell(row, NAME if name == body.name else OTHERS,
                       f"“{name}” cũng là tên của cơ quan ở dòng {other}; tên này chưa được dùng")
        for name in kept:
            self._taken.setdefault(names[name], []).append((body, row))
        return replace(body, short=tuple(name for name in body.short if name in kept))

    def _other(self, called: str, body: Agency) -> int:
        """The row of another body of that name on one of the same days, 0 when there is none."""
        taken = self._taken.get(called, ())
        return next((row for other, row in taken if other.id != body.id and _meet(other, body)), 0)


def _meet(one: Agency, other: Agency) -> bool:
    return ((one.valid_from or date.min) <= (other.valid_to or date.max)
            and (other.valid_from or date.min) <= (one.valid_to or date.max))


def take_list(settings: Settings, data: bytes) -> tuple[int, tuple[str, ...]]:
    """Let this workbook be the list of the office; the one that was there is kept beside it. Returns how many rows it
    has, and what is wrong in it, which is not used. Raises InputError for what is no such list, OutputError when it
    cannot be written; the old one stays then."""
    with private.held() as folder:
        new = folder / settings.agencies.name
        new.write_bytes(data)
        _check_size(new)
        rows, wrong = own_list.read(new)
        if unread := [one for one in wrong if not one.row]:
            raise InputError(f"Không nhận được danh sách: {unread[0].told}.",
                             "Tải danh sách đang dùng về, sửa trong tệp ấy rồi nạp lại.")
        if not rows:
            raise InputError("Danh sách không có dòng nào.",
                             "Tải danh sách đang dùng về, sửa trong tệp ấy rồi nạp lại.")
        found = load_own(replace(settings, agencies=new)).wrong
    if settings.agencies.exists():
        keep_copy(settings.agencies)
    write_bytes_whole(settings.agencies, data)
    return len(rows), found


def _check_size(path: Path) -> None:
    """A workbook that is small enough to be opened; raises InputError."""
    try:
        with ZipFile(path) as archive:
            whole = sum(info.file_size for info in archive.infolist())
    except (BadZipFile, OSError) as error:
        raise InputError("Tệp không phải bảng tính Excel (.xlsx).", "Tải danh sách đang dùng về, sửa trong tệp ấy.") \
            from error
    if whole > _UNPACKED:
        raise InputError("Bảng tính giải nén ra quá lớn.", "Kiểm tra lại tệp.")


def export(settings: Settings, on: date | None = None) -> Path:
    """Write the list of the office: what it holds already, then what the registry knows around the office that the list
    does not have. Raises OutputError when it cannot be written."""
    on = on or today()
    office = load_own(settings, on).office
    known = (office.body, *office.family(on).every) if office.body else ()
    listed = {body.id for body in office.own}
    rows = [*office.own, *(body for body in known if body.id not in listed)]
    own_list.write(map(_cells, rows), settings.agencies, settings.office, on)
    return settings.agencies


def _cells(body: Agency) -> Cells:
    above = superior(Registry.load(), body)
    return {NAME: body.name, OTHERS: f"{LIST.strip()} ".join(body.short), KIND: body.kind,
            PARENT: above.name if above else "", SINCE: body.valid_from, UNTIL: body.valid_to, ID: body.id}
