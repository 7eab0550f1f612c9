"""How fast the pages are in a large office: ``python -m tools.bench.web [--directives N] [--tasks N]``.

A store is made quickly, by rows alone; then the lists are built, and each page is asked for several times.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pipeline.settings import Settings
from pipeline.web.config import configure, prepare

_TIMES = 7
_BATCH = 2000
_PASSWORD = "Do-toc-do-trang-2026"

Timed = tuple[str, list[float], list[float], int]
"""What was asked for, the seconds of each time by the clock and of the processor, and how many queries it takes."""


def main() -> None:
    """Make, build, measure, print."""
    asked = argparse.ArgumentParser(description="Speed of the pages at a size.")
    asked.add_argument("--directives", type=int, default=10_000)
    asked.add_argument("--tasks", type=int, default=100_000)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="chidao-web-") as folder:
        home = Path(folder)
        settings = Settings(home=home, inbox=home / "inbox", outputs=home / "outputs", agencies=home / "co-quan.xlsx",
                            office="UBND tỉnh Lào Cai")
        configure(settings)
        prepare(settings)
        _measure(settings, given.directives, given.tasks)


def _measure(settings: Settings, directives: int, tasks: int) -> None:
    from pipeline.store import open_store  # noqa: PLC0415  needs Django configured
    from pipeline.web import projecting  # noqa: PLC0415

    with open_store(settings):
        began = time.perf_counter()
        _fill(directives, tasks)
        print(f"store of {directives} directives, {tasks} tasks: {time.perf_counter() - began:.1f} s")
    for words in ("first build", "build without a change"):
        built = projecting.build(settings)
        print(f"{words}: {built.seconds:.1f} s, {built.written} rows written")
    with open_store(settings):
        for name, seconds, busy, asked in (*_pages(settings), *_others(settings)):
            print(f"{name}: median {statistics.median(seconds) * 1000:.0f} ms, worst {max(seconds) * 1000:.0f} ms, of "
                  f"processor {statistics.median(busy) * 1000:.0f} ms, {asked} queries")
    _notices(settings)


def _notices(settings: Settings) -> None:
    """How long it takes to make the notices of a day, and to find that there is none more."""
    from pipeline.office.sending import give  # noqa: PLC0415

    for words in ("notices of a day", "notices once more"):
        began = time.perf_counter()
        made = give(settings).made
        print(f"{words}: {made} made in {time.perf_counter() - began:.1f} s")


def _fill(directives: int, tasks: int) -> None:
    """Rows as reading would leave them, as far as lists show them."""
    from pipeline.knowledge.registry import Office  # noqa: PLC0415
    from pipeline.model import Head  # noqa: PLC0415
    from pipeline.store import codec, models  # noqa: PLC0415  needs Django configured
    from pipeline.store.clock import now, today  # noqa: PLC0415

    draw, day, moment = random.Random(7), today(), now()
    bodies = [*Office("UBND tỉnh Lào Cai", day).family(day).every][:200]
    agencies = [models.Agency(key=body.id, agency_id=body.id, name=body.name) for body in bodies]
    models.Agency.objects.bulk_create(agencies)
    made = []
    for number in range(directives):
        head = Head(number=f"{number}/CT-UBND", type="chỉ thị", issuer="UBND tỉnh Lào Cai", place="Lào Cai",
                    issued_on=date(2025, 1, 1) + timedelta(days=number % 600), subject=f"việc thứ {number}")
        made.append(models.Directive(
            sha256=hashlib.sha256(str(number).encode()).hexdigest(), number=head.number, type=head.type,
            issuer=head.issuer, issued_on=head.issued_on, head=codec.plain(head), text="", source_name=f"{number}.pdf",
            pages=3, text_from="pdf", received_at=moment - timedelta(hours=number), digest=""))
    models.Directive.objects.bulk_create(made, batch_size=_BATCH)
    rows = [models.Task(key=f"{n:016x}", directive=made[n % directives], position=n // directives,
                        clause=f"{n // directives + 1}", text=f"Rà soát, báo cáo kết quả thực hiện nội dung số {n}",
                        modality="obligation", page=1, confidence=0.9) for n in range(tasks)]
    models.Task.objects.bulk_create(rows, batch_size=_BATCH)
    models.TaskParty.objects.bulk_create(_parties(models, rows, agencies, bodies, draw), batch_size=_BATCH)
    models.Deadline.objects.bulk_create(
        [models.Deadline(task=row, position=0, text="thời hạn", type="DATE",
                         due=day + timedelta(days=draw.randint(-60, 300))) for row in rows], batch_size=_BATCH)
    models.SearchEntry.objects.bulk_create(_entries(models, made, rows), batch_size=_BATCH)


def _entries(models: Any, directives: list[Any], tasks: list[Any]) -> Iterator[Any]:
    """What can be looked for of them, as ``store.indexing`` makes it."""
    from pipeline.store.folding import folded, line, spelled  # noqa: PLC0415

    for of, row, position, told in (
            *((one, None, 0, f"{one.number} {one.issuer} {one.head['subject']}") for one in directives),
            *((one.directive, one, one.position, f"{one.directive.number} {one.text}") for one in tasks)):
        yield models.SearchEntry(subject=row.key if row else of.sha256, directive=of, task=row, position=position,
                                 head=line(folded(of.number)), words=line(folded(told)), spelled=line(spelled(told)))


def _parties(models: Any, rows: list[Any], agencies: list[Any], bodies: list[Any],
             draw: random.Random) -> Iterator[Any]:
    for row in rows:
        chosen = draw.sample(range(len(bodies)), 2)
        for role, place in zip(("lead", "support"), chosen, strict=True):
            body = bodies[place]
            yield models.TaskParty(task=row, agency=agencies[place], role=role, position=0, mention=body.name,
                                   name=body.name, registry_id=body.id)


def _pages(settings: Settings) -> Iterator[Timed]:
    from django.test import Client  # noqa: PLC0415  needs Django configured

    from pipeline.web.accounts import people  # noqa: PLC0415
    from pipeline.web.models import Body, Duty  # noqa: PLC0415
    from pipeline.web.roles import CLERK, LEADER  # noqa: PLC0415

    largest = Body.objects.order_by("-total").first()
    duty = Duty.objects.filter(rows__body=largest).select_related("paper").first()
    people.add(settings, "vanthu", CLERK, (), _PASSWORD)
    people.add(settings, "lanhdao", LEADER, [largest.name], _PASSWORD)
    paths = {"home": "/", "bodies": "/co-quan/", "bodies searched": "/co-quan/?q=so+y+te",
             "largest list": f"/co-quan/{largest.slug}/", "largest list, page 5": f"/co-quan/{largest.slug}/?trang=5",
             "largest list searched": f"/co-quan/{largest.slug}/?q=noi+dung+99", "directives": "/van-ban/",
             "directives searched": "/van-ban/?q=999", "directive": f"/van-ban/{duty.paper.sha256}/",
             "task": f"/van-ban/{duty.paper.sha256}/nhiem-vu/{duty.task}/"}
    paths |= {"entering progress": f"{paths['task']}ket-qua", "history of a task": f"{paths['task']}lich-su",
              "chain": f"{paths['directive']}chuoi/", "changes": "/thay-doi/",
              "search, a word of every task": "/tim-kiem/?q=b%C3%A1o+c%C3%A1o",
              "search, the same and late": "/tim-kiem/?q=bao+cao&tinh-trang=qua-han",
              "search, a number": "/tim-kiem/?q=999/CT-UBND", "search, few": "/tim-kiem/?q=noi+dung+4711",
              "search, late alone": "/tim-kiem/?tinh-trang=qua-han",
              "search, a body": "/tim-kiem/?co-quan=so+y+te&tinh-trang=chua-xong"}
    for name in ("vanthu", "lanhdao"):
        client = Client(headers={"host": "localhost"})
        client.force_login(people.find(name), "django.contrib.auth.backends.ModelBackend")
        for words, path in paths.items():
            if name == "vanthu" and path.endswith("ket-qua"):
                continue  # clerks enter none
            yield _timed(client, f"{name}, {words}", path)


def _others(settings: Settings) -> Iterator[Timed]:
    """The API for the office and for a leader, and the pages of the administration."""
    from django.test import Client  # noqa: PLC0415  needs Django configured

    from pipeline.web.accounts import people  # noqa: PLC0415
    from pipeline.web.api import tokens  # noqa: PLC0415
    from pipeline.web.models import Body, Duty  # noqa: PLC0415
    from pipeline.web.roles import ADMIN  # noqa: PLC0415

    largest = Body.objects.order_by("-total").first()
    duty = Duty.objects.filter(rows__body=largest).select_related("paper").order_by("id").last()
    paths = {"tasks": "/tasks?limit=200", "tasks of a body": f"/tasks?body={largest.slug}&limit=200",
             "late tasks": "/tasks?status=late&limit=200", "tasks searched": "/tasks?q=noi+dung+99",
             "tasks changed since": f"/tasks?changed_since={duty.changed_at.isoformat()}&limit=200",
             "directives": "/directives?limit=200", "directive by number": "/directives?number=999/CT-UBND",
             "task": f"/tasks/{duty.paper.sha256}/{duty.task}", "bodies": "/bodies?limit=200"}
    for name in ("vanthu", "lanhdao"):
        client = Client(headers={"host": "localhost", "Authorization": f"Bearer {tokens.make(name, 'bench').words}"})
        for words, path in paths.items():
            yield _timed(client, f"API, {name}, {words}", f"/api/v1{path}")
    people.add(settings, "quantri", ADMIN, (), _PASSWORD)
    client = Client(headers={"host": "localhost"})
    client.force_login(people.find("quantri"), "django.contrib.auth.backends.ModelBackend")
    for path in ("", "may", "nguoi-dung/", "ma/", "co-quan/", "thiet-lap/", "tep-loi/", "nhat-ky/", "thong-bao/"):
        yield _timed(client, f"quản trị, {path or 'trang đầu'}", f"/quan-tri/{path}")


def _timed(client: Any, words: str, path: str) -> Timed:
    """The page asked for several times, and how many queries it takes."""
    from django.db import connection  # noqa: PLC0415  needs Django configured
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    timed = [_once(client, path) for _ in range(_TIMES)]
    with CaptureQueriesContext(connection) as asked:
        _once(client, path)
    return words, [one for one, _ in timed], [busy for _, busy in timed], len(asked)


def _once(client: Any, path: str) -> tuple[float, float]:
    """Seconds by the clock and of processor time."""
    began, busy = time.perf_counter(), time.process_time()
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return time.perf_counter() - began, time.process_time() - busy


if __name__ == "__main__":
    main()
