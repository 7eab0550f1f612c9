import threading
import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pipeline.office import watching
from pipeline.office.watching import LATEST, SOON, glance, keep_watch, wakings


class Clock:
    """Seconds that pass with each look."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class Watched:
    """A watch whose looks are made one by one; ``taken`` is what each intake was given."""

    def __init__(self, settings, again=()):
        self.settings, self.again, self.taken, self.gone, self.clock = settings, list(again), [], 0, Clock()

    def take_in(self, names, new_day):
        self.taken.append((set(names), new_day))
        return self.again.pop(0) if self.again else False

    def away(self):
        self.gone += 1

    def run(self, *steps):
        """Before each look a step is done; a number is seconds that pass."""
        def woken():
            for step in steps:
                if isinstance(step, (int, float)):
                    self.clock.now += step
                else:
                    step()
                yield
        keep_watch(self.settings, self.take_in, self.away, woken(), self.clock)
        return self.taken


def nothing():
    """A look for no reason."""


def test_only_what_changed_is_taken_in(settings, drop):
    settings.inbox.mkdir()
    taken = Watched(settings).run(nothing, nothing, lambda: drop("a.txt", "so: 1"), nothing,
                                  lambda: drop("b.txt", "so: 2"), lambda: drop("a.txt", "so: 3, more"), nothing)
    assert taken == [(set(), True), ({"a.txt"}, False), ({"b.txt"}, False), ({"a.txt"}, False)]


def test_a_file_that_comes_while_others_are_read_is_taken_next(settings, drop):
    drop("a.txt", "so: 1")
    watched = Watched(settings)

    def take_in(names, new_day):
        watched.taken.append(set(names))
        if "a.txt" in names:
            (settings.inbox / "a.txt").unlink()
            drop("b.txt", "so: 2")
        return False

    watched.take_in = take_in
    watched.run(nothing, nothing, nothing)
    assert watched.taken == [{"a.txt"}, {"b.txt"}]


def test_what_is_not_whole_is_tried_again_less_and_less_often(settings, drop):
    drop("a.txt", "so: 1")
    watched = Watched(settings, again=[True] * 100)
    watched.run(*([1] * 200))
    assert 4 <= len(watched.taken) <= 200 / LATEST + 6
    assert SOON < LATEST


def test_a_new_day_is_taken_notice_of(settings, drop, monkeypatch):
    settings.inbox.mkdir()
    held = [date(2025, 1, 1)]
    monkeypatch.setattr(watching, "today", lambda: held[0])
    watched = Watched(settings)
    watched.run(nothing, nothing, lambda: held.__setitem__(0, held[0] + timedelta(days=1)), nothing)
    assert [new_day for _, new_day in watched.taken] == [True, True]


def test_an_inbox_that_is_away_is_told_once_and_looked_for_again(settings, drop):
    watched = Watched(settings)
    watched.run(nothing, nothing, lambda: drop("a.txt", "so: 1"), nothing)
    assert watched.gone == 1
    assert watched.taken == [({"a.txt"}, True)]


def test_a_release_is_noticed(settings, drop):
    settings.inbox.mkdir()
    settings.home.mkdir()
    before = glance(settings)
    (settings.home / "giai-toa.jsonl").write_text("{}\n", encoding="utf-8")
    assert glance(settings) != before


@pytest.mark.parametrize("seconds", [0.2, 30])
def test_the_watch_wakes_by_events_or_by_itself(settings, seconds):
    settings = replace(settings, watch_seconds=seconds)
    settings.inbox.mkdir()
    woken = wakings(settings)
    next(woken)
    if seconds == 30:
        threading.Timer(0.5, lambda: (settings.inbox / "a.txt").write_text("x")).start()
    begun = time.monotonic()
    next(woken)
    assert time.monotonic() - begun < 20


def test_without_a_folder_or_events_the_watch_waits_and_goes_on(settings, monkeypatch):
    pauses = []
    woken = wakings(settings, pauses.append)
    for _ in range(3):
        next(woken)
    assert pauses == [settings.watch_seconds] * 2
    assert not settings.inbox.exists()
