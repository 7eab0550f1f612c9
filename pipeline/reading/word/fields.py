"""Fields of Word (ECMA-376 17.16): their results are text, their codes are none; old form fields give their values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .choices import EMPTY, TICKED
from .told import Told
from .xml import Element, W, child, is_on, number, value

_CLOCK = re.compile(r"\s*(?:DATE|TIME)\b", re.IGNORECASE)
_MERGED = re.compile(r"\s*[«<].*[»>]\s*")  # the name of a field that no letter was merged into
_VISIBLE = (W + "t", W + "tab", W + "br", W + "sym", W + "noBreakHyphen", W + "cr")


@dataclass(slots=True)
class _Field:
    begin: Element
    code: str = ""
    in_code: bool = True
    result: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(item.text or "" for item in self.result if item.tag == W + "t")


def resolve(root: Element | None, told: Told) -> None:
    """Under ``root`` take out what stands in codes of fields (also results of fields in them), write the values of
    old drop-downs and check boxes as text, tell dates that change by themselves and blanks that nobody filled."""
    if root is None:
        return
    for simple in root.iter(W + "fldSimple"):
        if _CLOCK.match(simple.get(W + "instr", "")):
            _tell_clock("".join(t.text or "" for t in simple.iter(W + "t")), simple, told)
    open_fields: list[_Field] = []
    for item in list(root.iter(W + "fldChar", W + "instrText", *_VISIBLE)):
        if item.tag == W + "fldChar":
            _frame(item, open_fields, told)
        elif item.tag == W + "instrText":
            if open_fields and open_fields[-1].in_code:
                open_fields[-1].code += item.text or ""
        elif any(one.in_code for one in open_fields):
            item.getparent().remove(item)
        elif open_fields:
            open_fields[-1].result.append(item)


def _frame(mark: Element, open_fields: list[_Field], told: Told) -> None:
    kind = mark.get(W + "fldCharType")
    if kind == "begin":
        open_fields.append(_Field(mark))
    elif kind == "separate" and open_fields:
        open_fields[-1].in_code = False
    elif kind == "end" and open_fields:
        closed = open_fields.pop()
        if not any(one.in_code for one in open_fields):
            _value(closed, mark, told)
        if open_fields:
            open_fields[-1].result.extend(closed.result)


def _value(one: _Field, end: Element, told: Told) -> None:
    form = child(one.begin, "ffData")
    chosen = _chosen(form)
    if chosen and not one.text.strip():
        text = end.makeelement(W + "t", {})
        text.text = chosen
        end.addprevious(text)
        one.result.append(text)
    elif _CLOCK.match(one.code):
        _tell_clock(one.text, one.begin, told)
    elif _is_blank(one, form):
        told.add("prompt", one.text, next(one.begin.iterancestors(W + "p"), None))
        for item in one.result:
            item.getparent().remove(item)


def _chosen(form: Element | None) -> str:
    """What a form field shows that has no result of its own: the entry of a drop-down, the sign of a check box."""
    listed = child(form, "ddList")
    if listed is not None:
        entries = [entry.get(W + "val", "") for entry in listed.iterfind(W + "listEntry")]
        at = number(value(listed, "result") or value(listed, "default"))
        return entries[at] if 0 <= at < len(entries) else ""
    box = child(form, "checkBox")
    if box is None:
        return ""
    on = is_on(box, "checked")
    return TICKED if (is_on(box, "default") if on is None else on) else EMPTY


def _is_blank(one: _Field, form: Element | None) -> bool:
    """A blank as the form came: the prompt of a text field, the name of a field of a letter to be merged."""
    prompt = value(form, "textInput/default")
    return (prompt is not None and one.text.strip() == prompt.strip()) or _MERGED.fullmatch(one.text) is not None


def _tell_clock(text: str, mark: Element, told: Told) -> None:
    told.add("clock", text, next(mark.iterancestors(W + "p"), None))
