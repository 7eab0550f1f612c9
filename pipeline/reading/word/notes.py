"""Notes at the foot or the end belong to their sentence: one that sets a limit or names who does the work is read with
the sentence that bears its mark; the others (sources, explanations) stay aside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.knowledge.tables import pattern

from .. import normal
from .told import Told
from .xml import Element, W

_FIRST = 0xE100  # private characters, which no font uses: they hold the place of notes until their sentence is known
_MOST = 0x400
_HELD = re.compile(f"\\s*[{chr(_FIRST)}-{chr(_FIRST + _MOST - 1)}]")
_END = re.compile(r"[.;](?=\s|$)|$")
_KINDS = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_SEPARATORS = frozenset(("separator", "continuationSeparator", "continuationNotice"))


def notes(root: Element | None, text_of: Callable[[Element], str]) -> Iterator[tuple[str, str]]:
    """The id and the text of each note of a part."""
    for note in root if root is not None else ():
        if note.get(W + "type") not in _SEPARATORS and (text := normal.line(text_of(note))):
            yield note.get(W + "id", ""), text


class Notes:
    """The notes of a document that count, by kind and id; hands out marks for them and puts them into sentences."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._texts: dict[tuple[str, str], str] = {}
        self._marked: list[str] = []
        self._said: set[str] = set()  # a paragraph may be read more than once

    def add(self, kind: str, identity: str, text: str) -> None:
        """Keep the text of a note where it says who or until when."""
        if pattern("notes.counts").search(text) and not pattern("notes.cites").match(text):
            self._texts[kind, identity] = text

    def mark(self, reference: Element) -> str:
        """What stands for a reference in the text of its paragraph; empty for a note that does not count."""
        text = self._texts.get((_KINDS.get(reference.tag, ""), reference.get(W + "id", "")))
        if text is None or len(self._marked) >= _MOST:
            return ""
        self._marked.append(text)
        return chr(_FIRST + len(self._marked) - 1)

    def placed(self, text: str, paragraph: Element) -> str:
        """``text`` with its notes behind the sentences that bear their marks: in brackets, or as sentences where the
        note is a label (*Thời hạn: …*)."""
        while found := _HELD.search(text):
            note = self._marked[ord(found.group()[-1]) - _FIRST]
            if note not in self._said:
                self._told.add("note", note, paragraph)
            self._said.add(note)
            text = _joined(text[:found.start()] + text[found.end():], found.start(), note.rstrip(" .;"))
        return text


def _joined(text: str, at: int, note: str) -> str:
    end = _END.search(text, at)
    place = end.start() if end else len(text)
    before, after = text[:place], text[place:]
    if ":" in note:
        return f"{before.rstrip()}. {note}{after or '.'}"
    return f"{before.rstrip()} ({note[:1].lower()}{note[1:]}){after}"
