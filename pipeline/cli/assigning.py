"""``chidao assign`` and ``unassign``: a person says which body a role or general noun means, or takes it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from pipeline.errors import InputError
from pipeline.knowledge.registry import Registry, Signed, sort_of
from pipeline.knowledge.registry.typed import NO_BODY
from pipeline.model import Party, Register
from pipeline.office.own import load_own
from pipeline.settings import Settings
from pipeline.store import Assigned, Found, open_store
from pipeline.store.clock import today

from .console import output
from .deciding import given, named, the_one
from .running import alone, publish_anew
from .showing import day

if TYPE_CHECKING:
    from pipeline.store.decisions import Decisions

SHOWN = 30
"""So many roles that wait are listed."""


def show_roles(settings: Settings) -> int:
    """List the roles for which nobody is known, and those for which a person has decided; returns the exit code."""
    from pipeline.workbooks.lists import waiting_words  # noqa: PLC0415  openpyxl is loaded only where it is needed

    with open_store(settings) as store:
        register, decided = store.register(today(), load_own(settings).office), store.assignments()
    counts = Counter(word for task in register.tasks for word in waiting_words(task)).most_common()
    console = output()
    console.print(Text(f"{len(counts)} vai trò, tên gọi chung chờ chọn cơ quan", "bold"))
    for word, count in counts[:SHOWN]:
        console.print(f"  {word}: {count} nhiệm vụ", soft_wrap=True)
    if len(counts) > SHOWN:
        console.print(f"  … và {len(counts) - SHOWN} cách gọi khác, xem danh mục “Chưa rõ cơ quan”")
    if decided:
        console.print(_table(decided))
    return 0


def assign(words: str, to: Sequence[str], target: str | None, reason: str, settings: Settings) -> int:
    """Let the role mean these bodies, in the directive that ``target`` means or everywhere, and publish; returns the
    exit code. Raises InputError for a role that no task has, a name that is no body, or no reason."""
    why = given(reason, "chọn cơ quan này")
    if not to:
        raise InputError(f"Chưa ghi cơ quan nào là “{words}”.", "Ghi tên cơ quan ở tùy chọn --to.")
    bodies = [body(name, settings) for name in to]
    with alone(settings):
        with open_store(settings) as store:
            found = _directive(store, target, "assign")
            before = {one.words for one in store.assignments()}
            count = _count(words, store.register(today(), load_own(settings).office), found)
            if not count and words not in before:
                raise InputError(f"Không có nhiệm vụ nào giao cho “{words}”{_where(found)}.",
                                 "Ghi đúng chữ của văn bản; xem các vai trò đang chờ: chidao assign")
            store.assign(words, bodies, found, why)
        who = "; ".join(one.agency for one in bodies)
        output().print(f"Từ nay “{words}”{_where(found)} là {who}: {count} nhiệm vụ. Lý do: {why}.", soft_wrap=True)
        output().print(f"Muốn bỏ: chidao unassign \"{words}\"{_option(found)}", soft_wrap=True)
        publish_anew(output(), settings)
    return 0


def unassign(words: str, target: str | None, reason: str, settings: Settings) -> int:
    """Take back what a role means and publish; returns the exit code. Raises InputError when nothing was decided."""
    with alone(settings):
        with open_store(settings) as store:
            found = _directive(store, target, "unassign")
            before = store.unassign(words, found, reason.strip())
        if before is None:
            raise InputError(f"Chưa ai chọn cơ quan cho “{words}”{_where(found)}.", "Xem: chidao assign")
        who = "; ".join(one.agency for one in before.bodies)
        output().print(f"“{words}”{_where(found)} không còn là {who} ({before.decision.who} chọn ngày "
                       f"{day(before.decision.at)}, lý do: {before.decision.reason}).", soft_wrap=True)
        publish_anew(output(), settings)
    return 0


def body(name: str, settings: Settings) -> Party:
    """The body called so, of the registry when it knows it; raises InputError for a name that is none."""
    registry, office = Registry.load(), load_own(settings).office
    own = office.agency_id(name, None, Signed(on=today()))
    known = registry.resolve(name, today(), office.place)
    sort = sort_of(name)
    if known is None and own:
        return Party(name, name, own)
    if known is None and sort in NO_BODY:
        raise InputError(f"“{name}” {NO_BODY[sort]}.", "Ghi tên đầy đủ của cơ quan, ví dụ: Sở Xây dựng tỉnh Lào Cai.")
    if known is None and registry.in_every_province(name):
        raise InputError(f"Mỗi tỉnh, thành phố có một cơ quan tên “{name}”.", "Ghi thêm tên tỉnh, thành phố.")
    return Party(name, known.name if known else name, known.id if known else None, known is None and sort == "group")


def _directive(store: Decisions, target: str | None, command: str) -> Found | None:
    return the_one(store.find(target), store.find(target, removed=True), target, command) if target else None


def _count(words: str, register: Register, found: Found | None) -> int:
    """The tasks that have the role and nobody for it."""
    from pipeline.store.assigning import role_of  # noqa: PLC0415  needs the store configured

    role = role_of(words)
    tasks = (task for task in register.tasks if found is None or task.directive.sha256 in found.sha256s)
    return sum(any(role_of(p.agency) == role and p.agency_id is None for p in task.lead + task.support)
               for task in tasks)


def _where(found: Found | None) -> str:
    return f" trong {named(found)}" if found else ""


def _option(found: Found | None) -> str:
    return f" --directive \"{found.head.number or found.files[0]}\"" if found else ""


def _table(decided: Sequence[Assigned]) -> Table:
    table = Table(title="Đã chọn", title_justify="left")
    for heading in ("Vai trò", "Cơ quan", "Văn bản", "Người chọn", "Ngày", "Lý do"):
        table.add_column(heading, overflow="fold")
    for one in decided:
        table.add_row(*map(Text, (one.words, "; ".join(body.agency for body in one.bodies), one.number or "mọi văn bản",
                                  one.decision.who, day(one.decision.at), one.decision.reason)))
    return table
