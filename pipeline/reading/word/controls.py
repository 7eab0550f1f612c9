"""Content controls (ECMA-376 17.5.2): what was filled in is text, a prompt that waits to be filled is none."""

from __future__ import annotations

from pipeline.knowledge.tables import pattern

from .styles import Styles
from .told import Told
from .xml import Element, W, child, is_on, value

_PROMPT_STYLE = "placeholder text"


def resolve(root: Element | None, styles: Styles, told: Told) -> None:
    """Take prompts out of ``root``: the words of unfilled controls, and known prompts that stand without one."""
    if root is None:
        return
    for control in list(root.iter(W + "sdt")):
        content = child(control, "sdtContent")
        if content is not None and is_on(child(control, "sdtPr"), "showingPlcHdr"):
            _take(list(content.iter(W + "t")), control, told)
    for paragraph in root.iter(W + "p"):
        for run in paragraph.iter(W + "r"):
            texts = list(run.iterchildren(W + "t"))
            words = "".join(t.text or "" for t in texts).strip()
            styled = styles.name(value(run, "rPr/rStyle")).lower() == _PROMPT_STYLE
            if words and (pattern("word.prompt").fullmatch(words) or (styled and _is_prompt(words))):
                _take(texts, run, told)


def _is_prompt(words: str) -> bool:
    return pattern("word.prompt_begins").match(words) is not None


def _take(texts: list[Element], where: Element, told: Told) -> None:
    words = "".join(t.text or "" for t in texts)
    for text in texts:
        text.getparent().remove(text)
    told.add("prompt", words, next(where.iterancestors(W + "p"), None))
