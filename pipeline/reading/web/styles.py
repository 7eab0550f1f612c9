"""What CSS says of the look of an element, as far as it tells whether and how words are seen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?P<tag>[a-z][\w:]*)?(?:\.(?P<name>[\w-]+))?(?:#(?P<id>[\w-]+))?", re.IGNORECASE)
_LENGTH = re.compile(r"(\d*\.?\d+)\s*(pt|px|em|rem|%|mm|cm|in)?")
_POINTS = {"pt": 1.0, "px": 0.75, "mm": 2.83, "cm": 28.3, "in": 72.0}
_RGB = re.compile(r"rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)")
_NAMES = {"white": "FFFFFF", "window": "FFFFFF", "snow": "FFFAFA", "ivory": "FFFFF0", "black": "000000",
          "windowtext": "000000", "red": "FF0000", "blue": "0000FF", "green": "008000", "navy": "000080",
          "gray": "808080"}
_UNKNOWN = "auto"
_TAGS: dict[str, dict[str, str]] = {
    **{tag: {"font-weight": "bold"} for tag in ("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6")},
    **{tag: {"font-style": "italic"} for tag in ("i", "em")},
    **{tag: {"text-decoration": "line-through"} for tag in ("s", "strike", "del")},
    "sup": {"vertical-align": "super"}, "center": {"text-align": "center"},
}
_FONT_SIZES = {"1": "7.5pt", "2": "10pt", "3": "12pt", "4": "13.5pt", "5": "18pt", "6": "24pt", "7": "36pt"}
Declared = dict[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """How words are set. ``size`` in points (0: not declared), colours as six hex digits or ``auto``."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    hidden: bool = False
    raised: bool = False
    size: float = 0.0
    colour: str = _UNKNOWN
    ground: str = _UNKNOWN
    align: str = ""


class Sheet:
    """The rules of the style elements of a page; selectors of one element (*p*, *.x*, *p.x*, *#y*) are known."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._rules: list[tuple[str, str, str, Declared]] = []
        for selectors, body in _RULE.findall(_COMMENT.sub(" ", "\n".join(texts))):
            for one in selectors.split(","):
                found = _SELECTOR.fullmatch(one.strip())
                if found and one.strip():
                    self._rules.append(((found["tag"] or "").lower(), found["name"] or "", found["id"] or "",
                                        declared(body)))

    def of(self, element: Any) -> Declared:
        """All that is declared for an element: by its tag, the sheet, its attributes and its own style."""
        tag, names = element.tag, (element.get("class") or "").split()
        found = dict(_TAGS.get(tag, {}))
        for rule_tag, name, identity, body in self._rules:
            if rule_tag in {"", tag} and (not name or name in names) and identity in {"", element.get("id")}:
                found.update(body)
        found.update(_attributes(element))
        found.update(declared(element.get("style") or ""))
        return found


def _attributes(element: Any) -> Declared:
    told = {"color": element.get("color"), "background-color": element.get("bgcolor"),
            "text-align": element.get("align"), "display": "none" if element.get("hidden") is not None else None,
            "font-size": _FONT_SIZES.get(element.get("size") or "") if element.tag == "font" else None}
    return {key: value for key, value in told.items() if value}


def declared(body: str) -> Declared:
    """The declarations of a rule or a style attribute; the shorthands are kept under the long names."""
    found: Declared = {}
    for part in body.split(";"):
        key, colon, value = part.partition(":")
        if colon:
            found[_LONG.get(key.strip().lower(), key.strip().lower())] = value.replace("!important", "").strip().lower()
    return found


_LONG = {"background": "background-color", "text-decoration-line": "text-decoration"}


def changed(look: Look, declared: Declared) -> Look:
    """``look`` of an element in one with ``look``, for which the style sheet has ``declared``."""
    weight, line = declared.get("font-weight", ""), declared.get("text-decoration", "")
    return replace(
        look,
        bold=_told(weight, look.bold, ("bold", "bolder", "600", "700", "800", "900")),
        italic=_told(declared.get("font-style", ""), look.italic, ("italic", "oblique")),
        struck=look.struck or "line-through" in line,
        hidden=look.hidden or _is_hidden(declared),
        raised=_told(declared.get("vertical-align", ""), look.raised, ("super", "text-top")),
        size=_size(declared.get("font-size", ""), look.size),
        colour=_colour(declared.get("color", ""), look.colour),
        ground=_colour(declared.get("background-color", ""), look.ground),
        align=declared.get("text-align", look.align))


def _told(value: str, before: bool, words: tuple[str, ...]) -> bool:
    return value in words if value and value not in {"inherit", "baseline"} else before and value != "baseline"


def _is_hidden(declared: Declared) -> bool:
    return (declared.get("display") == "none" or declared.get("visibility") in {"hidden", "collapse"}
            or declared.get("mso-hide") in {"all", "screen"} or declared.get("opacity") in {"0", "0.0", "0%"})


def _size(value: str, before: float) -> float:
    found = _LENGTH.fullmatch(value)
    if not found:
        return before
    unit = found[2] or "px"
    scale = _POINTS.get(unit) or (before or 12.0) / (100 if unit == "%" else 1)
    return float(found[1]) * scale


def _colour(value: str, before: str) -> str:
    if not value or value == "inherit":
        return before
    first = value.split(maxsplit=1)[0]
    if first.startswith("#"):
        digits = first[1:]
        digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
        return digits.upper() if len(digits) == 6 else _UNKNOWN
    rgb = _RGB.match(value)
    if rgb:
        return "".join(f"{min(int(part), 255):02X}" for part in rgb.groups())
    return before if first in {"transparent", "none"} else _NAMES.get(first, _UNKNOWN)
