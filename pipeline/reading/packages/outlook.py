"""A message saved by Outlook (.msg, [MS-OXMSG]): an OLE file in which every property is a stream of its own."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import olefile

from pipeline.errors import BrokenFile

from . import mail, mapi

_STREAM = re.compile(r"__substg1\.0_([0-9a-f]{4})([0-9a-f]{4})", re.IGNORECASE)
_ATTACHED = "__attach_version1.0_#"
_INNER = "__substg1.0_3701000D"  # a message attached as it is
_DEPTH = 4
Tree = dict[str, "Tree | bytes"]


def attachments(path: Path, name: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every attachment, also of messages attached; the text as ``mail.attachments`` gives it.

    Raises BrokenFile where the file is damaged or has neither.
    """
    found, texts = [], []
    for level in _messages(_tree(path, name)):
        attached = [mapi.attachment(_properties(one), number) for number, one in enumerate(_folders(level), start=1)]
        found += [one for one in attached if one is not None]
        texts += mapi.texts(_properties(level))
    text = list(mail.chosen_text(texts))
    if text and (not found or mail.is_directive(text[0][1].decode())):
        found = text + found
    if not found:
        raise BrokenFile(f"{name}: thư Outlook không có văn bản đính kèm và không có nội dung chữ.",
                         "Mở thư xem tệp đính kèm có còn không; nếu không thì xin gửi lại.")
    yield from found


def own_properties(path: Path, name: str) -> Iterator[mapi.Properties]:
    """What the message, and those attached to it, say themselves."""
    return (_properties(level) for level in _messages(_tree(path, name)))


def _tree(path: Path, name: str) -> Tree:
    tree: Tree = {}
    try:
        with olefile.OleFileIO(io.BytesIO(path.read_bytes())) as file:
            for place in file.listdir():
                branch = tree
                for part in place[:-1]:
                    below = branch.setdefault(part, {})
                    branch = below if isinstance(below, dict) else {}
                branch[place[-1]] = file.openstream(place).read()
    except (OSError, ValueError, IndexError, AttributeError, KeyError) as error:  # what olefile raises for damage
        raise BrokenFile(f"{name}: thư Outlook hỏng, không mở được.",
                         "Mở thư bằng Outlook, lưu lại thành .msg hoặc .eml rồi nạp.") from error
    return tree


def _folders(level: Tree) -> Iterator[Tree]:
    for key, value in sorted(level.items()):
        if key.startswith(_ATTACHED) and isinstance(value, dict):
            yield value


def _messages(level: Tree, depth: int = 0) -> Iterator[Tree]:
    """A message and those attached to it."""
    yield level
    for folder in _folders(level):
        inner = folder.get(_INNER)
        if isinstance(inner, dict) and depth < _DEPTH:
            yield from _messages(inner, depth + 1)


def _properties(level: Tree) -> mapi.Properties:
    found: mapi.Properties = {}
    for key, value in level.items():
        told = _STREAM.fullmatch(key)
        if told and isinstance(value, bytes):
            found[int(told[1], 16)] = int(told[2], 16), value
    return found
