"""How many tasks, assignments and agencies there are: the one place that counts them, so that all figures agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Register

from .lists import AgencyList


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures of a register and its lists.

    An assignment is a task in a list: ``lead`` where the holder answers for it (or nobody is known), ``support`` where
    it helps; a task is at least one. ``shared`` are tasks of groups as their members see them, over and above: each is
    an assignment of its group already. ``bodies`` and ``groups`` have a list; ``unknown`` are the assignments in the
    lists of what nobody is known for, ``cancelled`` the tasks that were called off.
    """

    directives: int
    tasks: int
    lead: int
    support: int
    shared: int
    bodies: int
    groups: int
    unknown: int
    cancelled: int = 0

    @property
    def assignments(self) -> int:
        """The entries of all lists."""
        return self.lead + self.support

    @classmethod
    def of(cls, register: Register, lists: Sequence[AgencyList]) -> Counts:
        """Count them."""
        return cls(
            len(register.directives), len(register.tasks),
            sum(len(one.led) for one in lists), sum(len(one.supported) for one in lists),
            sum(len(one.shared) for one in lists),
            sum(not (one.group or one.unknown) for one in lists), sum(one.group for one in lists),
            sum(len(one.entries) for one in lists if one.unknown),
            sum(task.status == "bị hủy" for task in register.tasks))

    @property
    def holders(self) -> str:
        """Who has a list, in words."""
        return f"{self.bodies} cơ quan, {self.groups} nhóm cơ quan"

    @property
    def words(self) -> str:
        """How the figures fit together."""
        unknown = f", trong đó {self.unknown} lượt chưa rõ giao cho ai" if self.unknown else ""
        shared = (f" Thành viên của các nhóm thấy thêm {self.shared} lượt giao chung, đã tính một lần ở nhóm."
                  if self.shared else "")
        off = f" (kể cả {self.cancelled} nhiệm vụ bị hủy, không tính vào tình trạng)" if self.cancelled else ""
        return (f"Đối chiếu: {self.tasks} nhiệm vụ{off} thành {self.assignments} lượt giao ({self.lead} chủ trì, "
                f"{self.support} phối hợp{unknown}) trong danh mục của {self.holders}.{shared}")
