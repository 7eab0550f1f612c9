"""Which list a name of a body means: the key by which an account is bound to it."""

from __future__ import annotations

from pipeline.errors import InputError
from pipeline.knowledge.registry import Registry, comparable, meant
from pipeline.model import Party
from pipeline.office.own import load_own
from pipeline.settings import Settings
from pipeline.store.clock import today
from pipeline.workbooks.holders import WAITING, holder_of

from ..models import Body


def find(settings: Settings, name: str) -> tuple[str, str]:
    """The key and name of the list of that body: one that is there, else the one that it will have. Raises InputError
    for what is no body."""
    wanted = comparable(name)
    for key, there in Body.objects.filter(unknown=False).values_list("key", "name"):
        if comparable(there) == wanted:
            return str(key), str(there)
    office, registry = load_own(settings).office, Registry.load()
    own = next((body for body in office.own if wanted in map(comparable, (body.name, *body.short))), None)
    body = own or meant(registry, name, today(), office.place, None)
    holder = holder_of(Party(name, name, body.id if body else None))
    if body is None or holder is WAITING:
        raise InputError(f"Không rõ “{name}” là cơ quan nào.",
                         "Ghi tên đầy đủ kèm tên tỉnh, ví dụ: Sở Y tế tỉnh Lào Cai; tra tên: chidao agencies find.")
    return holder.key, holder.name
