"""The part of the store's public object about notices: which were made, where they go, what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Literal

from . import noticing
from .guard import reads, writes
from .results import Noted, Sending


class Noticed:
    """Notices of a store. All raise StoreError when the database fails."""

    @reads
    def notice_state(self, told: str) -> str:
        """What notices follow from, as a text that is another when notices may be: what the store holds, and what is
        ``told`` of the rest (the day, the settings)."""
        return noticing.state(told)

    @reads
    def notices_stand(self, state: str) -> bool:
        """Whether notices were made from that state last and nothing waits to be sent."""
        return noticing.stands(state)

    @writes
    def keep_notice_state(self, state: str) -> None:
        """Keep from what state notices were made."""
        noticing.made(state)

    @reads
    def unnoticed(self, keys: Collection[str]) -> set[str]:
        """The keys of which no notice was made yet."""
        return noticing.unknown(keys)

    @writes
    def note_notices(self, found: Sequence[Noted], to: Mapping[str, Collection[str]]) -> int:
        """Keep notices, each once, and that they are to go to webhooks (name → keys); returns how many are new."""
        return noticing.note(found, to)

    @writes
    def plan_digest(self, key: str, target: str, body: tuple[str, str], day: date, notices: Sequence[str]) -> bool:
        """Keep that the digest of a day is to go to a body (key and name of its list), once; False when it was kept
        before."""
        return noticing.plan_digest(key, target, body, day, notices)

    @reads
    def untold(self, body_key: str) -> list[str]:
        """The keys of the notices of new tasks of a body that no digest has told."""
        return noticing.untold(body_key)

    @writes
    def take_sending(self, channel: Literal["webhook", "mail"], but: Collection[str] = ()) -> Sending | None:
        """Claim the next sending that is due, so that no other program sends it too; None when none is. Targets in
        ``but`` are left alone."""
        return noticing.take(channel, but)

    @writes
    def end_sending(self, number: int, outcome: str, *, good: bool) -> None:
        """Note what became of a claimed sending, in Vietnamese; one that failed is tried again after a pause that
        grows, and given up in the end."""
        noticing.end(number, outcome, good=good)

    @writes
    def send_again(self, number: int) -> bool:
        """Let a sending that waits or was given up be tried now; False when it went out, or is not there."""
        return noticing.again(number)

    @reads
    def sendings(self, most: int = 50, states: Collection[str] = ()) -> tuple[Sending, ...]:
        """The last sendings, in these states or in any, the newest first."""
        return tuple(noticing.last(most, states))

    @reads
    def notices(self, keys: Collection[str]) -> dict[str, Noted]:
        """The notices with these keys; those of a directive that was forgotten are gone."""
        return noticing.notices(keys)

    @reads
    def count_sendings(self) -> dict[str, int]:
        """How many sendings wait, are claimed, and were given up."""
        return noticing.waiting_since(("waiting", "sending", "failed"))
