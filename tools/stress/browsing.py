"""People at browsers, as far as a server sees them: sessions and CSRF over HTTP, links that are followed with the
pictures of their pages, rows that are reviewed with the cells that were seen."""

from __future__ import annotations

import json
import re
import threading
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from random import Random
from typing import Any, Final
from urllib.parse import urlencode, urljoin, urlsplit

from pipeline.model.review import EDITED, RIGHT

PASSWORD: Final = "Do-tai-trang-web-2026"
_PATIENCE: Final = 120.0  # seconds until an answer
_MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')
_PART = re.compile(r'hx-get="([^"]+)"[^>]*hx-trigger="load"')
_SHOWN = re.compile(r'<(?:img|image)\b[^>]*?\b(?:src|href)="(/[^"]+)')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_ROW = re.compile(r'<li class="row[^>]*?data-id="([^"]+)"[^>]*?data-seen="([^"]*)"')
_WORDS: Final = ("báo cáo", "bao cao", "kiểm tra", "so y te", "kế hoạch", "phối hợp", "rà soát", "thanh tra")
KINDS: Final = (
    (r"/dang-nhap/", "signing in"), (r"/static/.*", "static file"), (r".*\.jpg", "picture of a page"),
    (r".*\.svg", "picture of a chain"), (r".*/sua/\w+", "a change in review"), (r"/ra-soat/\w{64}/.*", "review page"),
    (r"/ra-soat/.*", "queue"), (r"/tim-kiem/", "search"), (r"/thay-doi/", "changes"),
    (r"/van-ban/\w{64}/ban-goc", "original"), (r".*/tren-trang", "words on a page"),
    (r"/van-ban/\w{64}/nhiem-vu/[^/]+/.*", "task"), (r"/van-ban/\w{64}/.*", "directive"), (r"/van-ban/", "directives"),
    (r"/co-quan/[^/]+/tai/.*", "download"), (r"/co-quan/[^/]+/", "list of a body"), (r"/co-quan/", "bodies"),
    (r"/", "home"))
"""What an address shows, the first that fits."""


def kind_of(path: str) -> str:
    """What an address shows."""
    return next((told for pattern, told in KINDS if re.fullmatch(pattern, urlsplit(path).path)), "other")


@dataclass(slots=True)
class Seen:
    """What all browsers together saw: seconds of each answer by what was asked for, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def took(self, path: str, seconds: float) -> None:
        """An answer came."""
        with self.lock:
            self.seconds[kind_of(path)].append(seconds)

    def failed(self, what: str) -> None:
        """Something went wrong."""
        with self.lock:
            self.wrong.append(what)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    headers: Mapping[str, str]
    text: str


class Browser:
    """One person at one browser."""

    def __init__(self, port: int, name: str, seen: Seen) -> None:
        self.name, self.seen = name, seen
        self._port, self._cookies = port, dict[str, str]()
        self._open: HTTPConnection | None = None

    def close(self) -> None:
        """Let the connection go, as browsers do after a while."""
        if self._open:
            self._open.close()
        self._open = None

    def ask(self, path: str, body: str | None = None, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for something; with a body send it. Raises OSError, HTTPException."""
        given = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()), **(headers or {})}
        began = time.perf_counter()
        self._open = self._open or HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE)
        self._open.request("GET" if body is None else "POST", path, body and body.encode(), given)
        response = self._open.getresponse()
        content = response.read()
        self.seen.took(path, time.perf_counter() - began)
        for line in response.headers.get_all("Set-Cookie", ()):
            self._cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        if response.will_close:
            self.close()
        kind = response.headers.get("Content-Type", "")
        text = content.decode("utf-8") if kind.startswith(("text/html", "application/json")) else ""
        return Answer(response.status, dict(response.headers), text)

    def get(self, path: str, **headers: str) -> Answer:
        """A page that has to be there."""
        answer = self.ask(path, headers=headers)
        if answer.status != 200:
            self.seen.failed(f"{self.name}: {path}: {answer.status} {answer.headers.get('Location', '')}")
        return answer

    def enter(self) -> None:
        """Sign in."""
        token = _TOKEN.search(self.get("/dang-nhap/").text)
        form = {"csrfmiddlewaretoken": token[1] if token else "", "username": self.name, "password": PASSWORD}
        answer = self.ask("/dang-nhap/", urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"})
        if answer.status != 302:
            self.seen.failed(f"{self.name}: cannot sign in: {answer.status}")
        self.close()


def until(end: float, pause: tuple[float, float], person: Reader | Reviewer) -> None:
    """Act again and again with pauses in between; whatever goes wrong is told."""
    browser = person.browser
    time.sleep(person.random.uniform(0, pause[1]))  # nobody begins together
    while time.monotonic() < end:
        try:
            person.act()
        except Exception as error:  # what nobody foresaw is what is looked for
            browser.seen.failed(f"{browser.name}: {error!r}")
        browser.close()
        time.sleep(min(person.random.uniform(*pause), max(end - time.monotonic(), 0)))


class Reader:
    """Somebody who begins at the first page and follows links, with all that the pages show; now and then looks for a
    word."""

    def __init__(self, browser: Browser, random: Random) -> None:
        self.browser, self.random, self._here = browser, random, "/"
        self._links: list[str] = []
        self._known: set[str] = set()

    def act(self) -> None:
        """The next page."""
        path = self._next()
        answer = self.browser.get(path)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            return
        main = _MAIN.search(answer.text)
        shown = main[0] if main else ""
        self._here = path
        for part in _PART.findall(shown):
            shown += self.browser.get(unescape(part), **{"HX-Request": "true"}).text
        for picture in map(unescape, _SHOWN.findall(shown)):
            if picture not in self._known:  # a browser keeps it for a while
                self._known.add(picture)
                self.browser.get(picture)
        links = [urljoin(path, unescape(link)) for link in _LINK.findall(shown)]
        self._links = [link for link in links if link.startswith("/") and not link.startswith("//")]

    def _next(self) -> str:
        chance = self.random.random()
        if chance < 0.1:
            return f"/tim-kiem/?{urlencode({'q': self.random.choice(_WORDS)})}"
        if chance < 0.2 or not self._links:
            return self.random.choice(("/", "/co-quan/", "/van-ban/", "/thay-doi/"))
        by_kind: dict[str, list[str]] = defaultdict(list)
        for link in self._links:
            by_kind[kind_of(link)].append(link)
        return self.random.choice(by_kind[self.random.choice(list(by_kind))])


@dataclass(frozen=True, slots=True)
class Kept:
    """A change that the server acknowledged: the cell of a task, what stood there as it was seen, and what it is now;
    ``act`` tells the changes of one key press from the others."""

    task: str
    cell: str
    before: str
    after: str
    act: int


@dataclass(slots=True)
class Done:
    """What a reviewer did: ``kept`` changes, those of them ``undone`` again, by their acts, and how often it was told
    that somebody else was faster."""

    kept: list[Kept] = field(default_factory=list)
    undone: set[int] = field(default_factory=set)
    clashes: int = 0


class Reviewer:
    """Somebody who accepts, edits and takes back in a few directives, with what was seen when the page was loaded."""

    def __init__(self, browser: Browser, random: Random, papers: Sequence[str]) -> None:
        self.browser, self.random, self._papers = browser, random, papers
        self.done, self._number = Done(), 0
        self._mine: dict[str, list[int]] = defaultdict(list)
        self._sha256, self._token, self._rows = "", "", dict[str, dict[str, str]]()

    def act(self) -> None:
        """One change; now and then another directive is opened."""
        if not self._rows or self.random.random() < 0.1:
            self.open()
            return
        self._number += 1
        task, seen = self.random.choice(list(self._rows.items())[:6])  # few rows: people meet
        chance = self.random.random()
        if chance < 0.15 and self._mine[self._sha256]:
            self._undo()
        elif chance < 0.4:
            self._send("dung", {"task": task, "seen": seen}, task, {"verdict": RIGHT})
        else:
            cell = self.random.choice(("text", "product"))
            value = f"Sửa {self.browser.name} lần {self._number}"
            seen = {cell: seen[cell], "verdict": seen["verdict"]}
            self._send("o", {"task": task, "cell": cell, "value": value, "seen": seen}, task, {cell: value})

    def open(self) -> None:
        """Open one of the directives, with its first page."""
        self._sha256 = self.random.choice(self._papers)
        answer = self.browser.get(base := f"/ra-soat/{self._sha256}/")
        token = _TOKEN.search(answer.text)
        self._token, self._rows = token[1] if token else "", _rows(answer.text)
        pages = json.loads(self.browser.get(f"{base}trang").text)
        if pages["sizes"]:
            self.browser.get(f"{base}trang/1")
            self.browser.get(f"{base}trang/1-900.jpg")

    def _send(self, act: str, told: dict[str, Any], task: str, cells: Mapping[str, str]) -> None:
        """Send a change of a task, and remember what of it was acknowledged."""
        before, answer = self._rows[task], self._post(act, told)
        if answer["outcome"] != "kept":
            return
        now = self._rows.get(task, {})
        for cell, wanted in cells.items():
            edited = cell == "verdict" and now.get(cell) == EDITED  # how a row is accepted whose cells were changed
            value = EDITED if edited else wanted
            if now.get(cell) != value:
                self.browser.seen.failed(f"{self.browser.name}: {task} {cell} is {now.get(cell)!r}, not {value!r}")
            if answer["changed"]:
                self.done.kept.append(Kept(task, cell, before[cell], value, self._number))
        if answer["changed"]:
            self._mine[self._sha256].append(self._number)

    def _undo(self) -> None:
        answer = self._post("hoan-tac", {})
        if answer["outcome"] == "kept" and answer["changed"]:
            self.done.undone.add(self._mine[self._sha256].pop())

    def _post(self, act: str, told: dict[str, Any]) -> dict[str, Any]:
        path, headers = f"/ra-soat/{self._sha256}/sua/{act}", {"Content-Type": "application/json",
                                                               "X-CSRFToken": self._token}
        answer = self.browser.ask(path, json.dumps(told), headers)
        found: dict[str, Any] = json.loads(answer.text) if answer.status == 200 else {"outcome": str(answer.status)}
        if found["outcome"] == "clash":
            self.done.clashes += 1
            if not all(one["mine"] != one["theirs"] for one in found["differences"]) or not found["differences"]:
                self.browser.seen.failed(f"{self.browser.name}: a conflict without both values: {found}")
        elif found["outcome"] != "kept":
            self.browser.seen.failed(f"{self.browser.name}: {act}: {found['outcome']} {found.get('message', '')}")
        html = found.get("rows", "")
        if isinstance(html, str) and html:
            self._rows = _rows(html)
        elif html:
            self._rows |= _rows("".join(html.values()))
        return found


def _rows(html: str) -> dict[str, dict[str, str]]:
    """The rows of a review page by their ids, each as the cells that were seen."""
    return {unescape(task): json.loads(unescape(seen)) for task, seen in _ROW.findall(html)}
