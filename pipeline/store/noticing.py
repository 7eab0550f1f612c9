"""Notices that were made, and what became of sending them. Called inside a transaction.

A sending is claimed before it goes out and its outcome is noted afterwards: a program that is killed in between leaves
a claim, which another takes over after ``CLAIMED``, so that it is sent at least once, with the same key.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final, cast

from . import auditing, models
from .clock import now
from .results import Noted, Sending

MOST: Final = 100
"""So many notices go into one sending."""
CLAIMED: Final = timedelta(minutes=10)
"""After so long a sending whose end nobody noted is taken over."""
PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440))
"""How long to wait after the first, second … failure; after one more it is given up."""
PENDING: Final = ("waiting", "sending")
REMEMBERED: Final = timedelta(days=60)
"""How far back digests are looked through for what they told."""
MADE: Final = "thong-bao"
"""The name of the mark with the state from which notices were made last."""
_SOME: Final = 500


def state(told: str) -> str:
    """What notices follow from: what the store holds, as far as it changes lists, and what is ``told`` of the rest."""
    return f"{auditing.last_change()} {hashlib.sha256(told.encode()).hexdigest()}"


def stands(now_is: str) -> bool:
    """Whether nothing has changed since notices were made last, and nothing waits to be sent."""
    made = models.Mark.objects.filter(name=MADE).values_list("words", flat=True).first()
    waiting = models.Delivery.objects.filter(state__in=PENDING, next_at__lte=now())
    return made == now_is and not waiting.exists()


def made(now_is: str) -> None:
    """Keep from what state notices were made last."""
    models.Mark.objects.update_or_create(name=MADE, defaults={"words": now_is, "at": now()})


def unknown(keys: Collection[str]) -> set[str]:
    """The keys of which no notice was made."""
    return set(keys) - {key for some in _parts(keys) for key in
                        models.Notice.objects.filter(key__in=some).values_list("key", flat=True)}


def note(found: Sequence[Noted], to: Mapping[str, Collection[str]]) -> int:
    """Keep the notices that are new, and for each webhook sendings of those of its keys that are; returns how many
    notices are new."""
    fresh = unknown([one.key for one in found])
    made, moment = {one.key: one for one in found if one.key in fresh}, now()
    models.Notice.objects.bulk_create(
        (models.Notice(key=one.key, event=one.event, body_key=one.body_key, body=one.body, subject=one.subject,
                       content=one.content, due=one.due, at=moment) for one in made.values()), batch_size=_SOME)
    for target, keys in to.items():
        for some in _parts([key for key in dict.fromkeys(keys) if key in made], MOST):
            models.Delivery.objects.create(key=uuid.uuid4().hex, channel="webhook", target=target, notices=some,
                                           next_at=moment, at=moment)
    return len(made)


def plan_digest(key: str, target: str, body: tuple[str, str], day: date, notices: Sequence[str]) -> bool:
    """Keep that the digest of a day is to go to a body (key and name); False when it is known. Older ones that did not
    go out are given up: the new one says all that they said."""
    if models.Delivery.objects.filter(key=key).exists():
        return False
    older = models.Delivery.objects.filter(channel="mail", body_key=body[0], state__in=PENDING,
                                           day__lt=day)
    older.update(state="failed", next_at=None, ended_at=now(),
                 outcome=f"không gửi được; thay bằng thư ngày {day:%d/%m/%Y}")
    models.Delivery.objects.create(key=key, channel="mail", target=target, body_key=body[0], body=body[1], day=day,
                                   notices=list(notices), next_at=now(), at=now())
    return True


def untold(body_key: str) -> list[str]:
    """The keys of notices of new tasks of a body that no digest that went out has told."""
    since = now() - REMEMBERED
    mails = models.Delivery.objects.filter(channel="mail", body_key=body_key, state="sent", at__gte=since)
    told = {key for keys in mails.values_list("notices", flat=True) for key in keys}
    made = models.Notice.objects.filter(body_key=body_key, event="new", at__gte=since).values_list("key", flat=True)
    return [key for key in made if key not in told]


def take(channel: str, but: Collection[str] = ()) -> Sending | None:
    """Claim the next sending that is due, to other targets than those; None when none is."""
    moment = now()
    due = models.Delivery.objects.filter(channel=channel, state__in=PENDING, next_at__lte=moment)
    row = due.exclude(target__in=but).order_by("next_at", "id").first()
    if row is None:
        return None
    row.state, row.attempts, row.next_at = "sending", row.attempts + 1, moment + CLAIMED
    row.save(update_fields=["state", "attempts", "next_at"])
    return sending(row)


def end(number: int, outcome: str, *, good: bool) -> None:
    """Note what became of a claimed sending; one that failed is tried again later, or given up."""
    row, moment = models.Delivery.objects.get(pk=number), now()
    again = None if good or row.attempts > len(PAUSES) else moment + PAUSES[row.attempts - 1]
    row.state = "sent" if good else "waiting" if again else "failed"
    row.next_at, row.outcome, row.ended_at = again, outcome, None if again else moment
    row.save(update_fields=["state", "next_at", "outcome", "ended_at"])


def again(number: int) -> bool:
    """Let a sending that was given up or waits be tried now; False for any other."""
    return bool(models.Delivery.objects.filter(pk=number, state__in=("failed", "waiting")).update(
        state="waiting", attempts=0, next_at=now(), ended_at=None))


def last(most: int, states: Collection[str] = ()) -> Iterator[Sending]:
    """The last sendings, the newest first."""
    rows = models.Delivery.objects.filter(state__in=states) if states else models.Delivery.objects.all()
    return map(sending, rows.order_by("-id")[:most])


def notices(keys: Collection[str]) -> dict[str, Noted]:
    """The notices with these keys, by key."""
    rows = (row for some in _parts(keys) for row in models.Notice.objects.filter(key__in=some))
    return {row.key: noted(row) for row in rows}


def noted(row: models.Notice) -> Noted:
    """A row as others know it."""
    return Noted(row.key, row.event, row.body_key, row.body, row.subject, row.content, row.due)


def sending(row: models.Delivery) -> Sending:
    """A row as others know it."""
    return Sending(row.pk, row.key, row.channel, row.target, row.body_key, row.body, row.day, tuple(row.notices),
                   row.state, row.attempts, row.next_at, row.outcome, row.at, row.ended_at)


def waiting_since(states: Collection[str]) -> dict[str, int]:
    """How many sendings are in each of these states."""
    return {state: models.Delivery.objects.filter(state=state).count() for state in states}


def _parts(keys: Iterable[Any], size: int = _SOME) -> Iterator[list[str]]:
    left = iter(keys)
    while some := list(islice(left, size)):
        yield cast(list[str], some)
