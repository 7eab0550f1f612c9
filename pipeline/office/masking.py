"""``chidao.toml`` as a backup may hold it: no password, no secret, no token.

What held one is a comment there, so that the restored office works at once without it: without ``database_url`` in the
store that was restored, without a webhook until its secret is entered again. Old values in comments are masked too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pipeline.configuration import MASK, VARIABLES, Configuration, masked
from pipeline.connections import PASSWORD, address

_HEAD: Final = re.compile(r"[\s#]*\[{1,2}\s*([\w.\-\"' ]+?)\s*\]{1,2}\s*(?:#.*)?")
_SETTING: Final = re.compile(r"([\s#]*)([\w\-]+(?:\s*\.\s*[\w\-]+)*)(\s*=\s*)(.*)")
_WORDS: Final = re.compile(r"\"\"\"|'''|\"((?:[^\"\\]|\\.)*)\"|'([^']*)'")
_HOOKS: Final = "webhooks"
_KEYS: Final = ("tls_key",)
"""Names of files with a secret: the name stays, the file is in no backup."""


@dataclass(frozen=True, slots=True)
class Masked:
    """The file without secrets, None where what is secret in it could not be told for certain; ``again`` names what has
    to be entered again after a restore."""

    text: str | None
    again: tuple[str, ...]


def mask(text: str, configured: Configuration) -> Masked:
    """Mask a file that was read as ``configured``."""
    data, again = tomllib.loads(text), []
    secrets = dict(_secrets(data))
    again += [name for name in secrets if not name.endswith(".url")]
    again += [name for name in _KEYS if data.get(name)]
    again += _elsewhere(configured)
    shown = "".join(_lines(text))
    return Masked(shown if _holds_none(shown, data, secrets) else None, tuple(again))


def _secrets(data: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """The settings that hold a secret, by name, with their values as they are written."""
    for name, value in data.items():
        if not before and name == _HOOKS:
            for number, hook in enumerate(value, 1):
                called = f"{_HOOKS}.{hook.get('name', number)}"
                yield f"{called}.secret", str(hook.get("secret", ""))
                if address(str(hook.get("url", ""))) != hook.get("url"):
                    yield f"{called}.url", str(hook["url"])
        elif isinstance(value, dict):
            yield from _secrets(value, f"{before}{name}.")
        elif isinstance(value, str) and masked(f"{before}{name}", value) != value:
            yield f"{before}{name}", value


def _elsewhere(configured: Configuration) -> Iterator[str]:
    """Secrets that come from the environment, which no backup has."""
    if configured.origins.get("database_url") == "environment":
        yield VARIABLES["database_url"]
    if configured.settings.mail and configured.settings.mail.user:
        yield PASSWORD


def _lines(text: str) -> Iterator[str]:
    table = past = ""  # the table of what stands, and of what stands in comments
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\r\n")
        end = line[len(body):]
        if head := _HEAD.fullmatch(body):
            past = re.sub(r"[\"' ]", "", head[1])
            table = table if _is_comment(body) else past
            yield (f"# {body}" if past == _HOOKS and not _is_comment(body) else body) + end
        elif found := _SETTING.fullmatch(body):
            yield _setting(found, past if _is_comment(body) else table) + end
        else:
            hidden = str(masked("", body))
            inside = table == _HOOKS and body.strip() and not _is_comment(body)
            yield (f"# {hidden}" if inside or hidden != body else body) + end


def _setting(found: re.Match[str], table: str) -> str:
    """A line with a setting, as it is or masked in a comment."""
    before, name, equals, value = found.groups()
    whole = f"{table}.{name}" if table else name
    hook = whole == _HOOKS or whole.startswith(f"{_HOOKS}.")
    shown = str(masked(whole, value))
    if shown == MASK or (whole == _HOOKS):
        shown = f'"{MASK}"'
    elif hook and name == "url":
        words = _WORDS.match(value)
        shown = f'"{address(words[1] or words[2] or "")}"' if words else f'"{MASK}"'
    if shown == value and not hook:
        return found[0]
    return f"{before if '#' in before else f'# {before}'}{name}{equals}{shown}"


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _holds_none(shown: str, data: Mapping[str, Any], secrets: Mapping[str, str]) -> bool:
    """Whether no secret is left, however it was written, and all else is as it was."""
    try:
        after = tomllib.loads(shown)
    except tomllib.TOMLDecodeError:
        return False
    plain = {name: value for name, value in _flat(data) if name not in secrets and name != _HOOKS}
    return dict(_flat(after)) == plain and not any(value in shown for value in _parts(secrets))


def _parts(secrets: Mapping[str, str]) -> Iterator[str]:
    """What must not stand in the file any more: whole values, and the passwords inside addresses."""
    for value in secrets.values():
        if value:
            yield value
        if found := re.search(r"://[^/@:]*:(.+)@", value):
            yield f":{found[1]}@"


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict) and value:
            yield from _flat(value, f"{before}{name}.")
        elif value != {}:
            yield f"{before}{name}", value
