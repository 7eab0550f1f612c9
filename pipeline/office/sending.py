"""Gives notice: makes the notices that are new, and sends what is to be sent, to webhooks and by mail.

Every notice is made once and every digest is planned once a day, in the store; a sending that failed is tried again by
a later call. A program that is killed after a receiver took something and before it was noted sends it once more, under
the same key: at least once, never lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from pipeline import connections
from pipeline.model import TaskRow
from pipeline.settings import Mail, Settings, Webhook
from pipeline.store import open_store
from pipeline.store.clock import today
from pipeline.store.results import Outcome, Sending

from . import mailing, webhooks
from .fingerprint import beside_store
from .notices import EVENTS, Notice, Told, every, strangers

if TYPE_CHECKING:
    from pipeline.store.ledger import Store

NOTHING: Final = "không còn gì để gửi: nhiệm vụ đã được đưa ra khỏi danh mục"
GONE: Final = "chidao.toml không còn nơi nhận này"

Tell = Callable[[Sending, Outcome], None]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What there is to tell today, nothing kept and nothing sent: bodies with the notices that were not made yet, and
    names in the settings that mean nobody who has a list."""

    as_of: date
    bodies: tuple[Told, ...]
    fresh: tuple[Notice, ...]
    strangers: tuple[str, ...]


@dataclass(slots=True)
class Given:
    """What a call did: notices made, sendings that went out, and those that failed with the reason."""

    made: int = 0
    sent: list[Sending] = field(default_factory=list)
    failed: list[tuple[Sending, str]] = field(default_factory=list)
    strangers: tuple[str, ...] = ()

    def note(self, one: Sending, outcome: Outcome, tell: Tell | None) -> bool:
        """Count what became of a sending, and tell it; whether it went out."""
        if outcome.good:
            self.sent.append(one)
        else:
            self.failed.append((one, outcome.words))
        if tell:
            tell(one, outcome)
        return outcome.good


def outlook(settings: Settings, as_of: date | None = None) -> Outlook:
    """What would be told; raises StoreError."""
    with open_store(settings) as store:
        return _outlook(settings, store, as_of or today())


def give(settings: Settings, tell: Tell | None = None, as_of: date | None = None) -> Given:
    """Make notices, send what is due, and note what became of it; where nothing has changed since the last call and
    nothing waits, that is seen at once. Raises StoreError."""
    as_of, given = as_of or today(), Given()
    with open_store(settings) as store:
        state = store.notice_state(_rest(settings, as_of))
        if store.notices_stand(state):
            return given
        found = _outlook(settings, store, as_of)
        given.strangers = found.strangers
        given.made = store.note_notices([one.noted for one in found.fresh], _wanted(settings.webhooks, found))
        if settings.mail:
            _plan_digests(settings.mail, found, store)
        store.keep_notice_state(state)
        post = _Post(settings, found, store)
        down: set[str] = set()  # who does not answer is left alone until the next call
        while one := store.take_sending("webhook", down):
            if not given.note(one, _ended(store, one, post.to_webhook(one)), tell):
                down.add(one.target)
        while one := store.take_sending("mail"):
            outcome = _ended(store, one, post.by_mail(one))
            given.note(one, outcome, tell)
            if not outcome.there:
                break
    return given


def _rest(settings: Settings, as_of: date) -> str:
    """What notices follow from besides the store."""
    return f"{beside_store(settings, as_of)} {connections.told(settings)}"


def _ended(store: Store, one: Sending, outcome: Outcome) -> Outcome:
    store.end_sending(one.id, outcome.words, good=outcome.good)
    return outcome


def _outlook(settings: Settings, store: Store, as_of: date) -> Outlook:
    from .own import load_own  # noqa: PLC0415  openpyxl is loaded only when lists are made

    bodies = every(store.register(as_of, load_own(settings, as_of).office))
    notices = {one.key: one for body in bodies for one in body.notices}
    unknown = store.unnoticed(notices.keys())
    names = [name for hook in settings.webhooks for name in hook.bodies]
    names += settings.mail.to if settings.mail else ()
    return Outlook(as_of, tuple(bodies), tuple(one for key, one in notices.items() if key in unknown),
                   tuple(strangers(names, bodies)))


def _wanted(hooks: Sequence[Webhook], found: Outlook) -> dict[str, list[str]]:
    """The keys of the fresh notices that each webhook wants."""
    wanted: dict[str, list[str]] = {}
    for hook in hooks:
        bodies = {body.list.key for body in found.bodies if not hook.bodies or body.is_named(hook.bodies)}
        wanted[hook.name] = [one.key for one in found.fresh if one.body_key in bodies
                             and EVENTS[one.kind] in hook.events]
    return wanted


def _plan_digests(mail: Mail, found: Outlook, store: Store) -> None:
    for body, to in _addressed(mail, found.bodies):
        untold = store.untold(body.list.key)
        one = mailing.digest(body, untold, found.as_of, words=mail.words)
        if not one.empty:
            store.plan_digest(mailing.key_of(body.list.key, found.as_of), ", ".join(to),
                              (body.list.key, body.list.name), found.as_of, untold)


def _addressed(mail: Mail, bodies: Sequence[Told]) -> list[tuple[Told, tuple[str, ...]]]:
    """The bodies that get mail, each with all its addresses."""
    found = []
    for body in bodies:
        to = dict.fromkeys(one for name, every_ in mail.to.items() if body.is_named([name]) for one in every_)
        if to:
            found.append((body, tuple(to)))
    return found


class _Post:
    """Makes what is sent out of the register of today: nothing of it is kept."""

    def __init__(self, settings: Settings, found: Outlook, store: Store) -> None:
        self._settings, self._as_of, self._store = settings, found.as_of, store
        self._hooks: Mapping[str, Webhook] = {hook.name: hook for hook in settings.webhooks}
        self._bodies = {body.list.key: body for body in found.bodies}
        self._known: dict[str, Mapping[str, tuple[TaskRow, bool]]] = {}

    def to_webhook(self, one: Sending) -> Outcome:
        """Post a sending; what is told of a task is as it stands now."""
        hook = self._hooks.get(one.target)
        if hook is None:
            return Outcome(True, GONE)
        notices = list(self._notices(one))
        if not notices:
            return Outcome(True, NOTHING)
        content = webhooks.payload(one.key, self._settings.office, notices, self._as_of, words=hook.words)
        return webhooks.post(hook, one.key, content)

    def by_mail(self, one: Sending) -> Outcome:
        """Send the digest of a body."""
        mail, body = self._settings.mail, self._bodies.get(one.body_key)
        to = next((to for found, to in _addressed(mail, [body])), None) if mail and body else None
        if mail is None or body is None or to is None:
            return Outcome(True, GONE)
        told = mailing.digest(body, one.notices, self._as_of, words=mail.words)
        if told.empty:
            return Outcome(True, NOTHING)
        return mailing.send(mailing.message(told, one.key, to, mail, self._settings.office), mail)

    def _notices(self, one: Sending) -> Sequence[Notice]:
        """The notices of a sending whose tasks still stand, as they stand."""
        kept, found = self._store.notices(one.notices), []
        for key in one.notices:
            noted = kept.get(key)
            body = self._bodies.get(noted.body_key) if noted else None
            if noted and body and (there := self._tasks(noted.body_key).get(noted.subject)):
                task, leads = there
                found.append(Notice(key, noted.event, noted.body_key, body.list.name, body.id, leads, task))
        return found

    def _tasks(self, body_key: str) -> Mapping[str, tuple[TaskRow, bool]]:
        if body_key not in self._known:
            self._known[body_key] = {task.id: (task, leads) for task, leads in self._bodies[body_key].tasks()}
        return self._known[body_key]
