"""Which group of bodies a party is, as its directive means it."""

from __future__ import annotations

from pipeline.knowledge.registry import Group, Registry, Setting, Signed, group, is_group
from pipeline.model import DirectiveRow, Party, TaskRow


class Groups:
    """Groups of a register; what is told of a directive is looked up once. ``here`` is the province of the office."""

    def __init__(self, here: str | None = None) -> None:
        self._registry = Registry.load()
        self._here = here
        self._settings: dict[str, Setting] = {}

    def of(self, party: Party, task: TaskRow) -> Group | None:
        """The group, with its members on the day of the directive; None for a body, for a general noun, and where
        nothing tells whose group it is."""
        if party.agency_id or not is_group(self._registry, party.agency):
            return None
        return group(self._registry, party.agency, party.mention, party.behind, self._setting(task.directive))

    def _setting(self, directive: DirectiveRow) -> Setting:
        if directive.sha256 not in self._settings:
            head = directive.head
            signed = Signed(head.issuer, head.issued_on, head.place)
            self._settings[directive.sha256] = Setting.of(
                self._registry, signed, head.addressees or head.recipients, self._here)
        return self._settings[directive.sha256]
