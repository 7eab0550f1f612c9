"""Characters of a page that are set in 8-bit Vietnamese fonts, as the letters those fonts draw."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from ..legacy_fonts.letters import LegacyFont, is_unicode, to_unicode
from ..legacy_fonts.speech import syllables

_HYPHEN_AT_LINE_END = "\x02"  # pdfium's sign for one; also for a soft hyphen, which is the code of ư in TCVN3


def letters(text: str, fonts: Sequence[LegacyFont | None]) -> list[str] | None:
    """What each character of ``text`` draws, one piece a character; None where the text is Unicode already.

    ``fonts`` has the 8-bit font of each character. A piece of a VNI mark is a combining character.
    Some programs write true Unicode under the name of such a font, so the reading that has more
    Vietnamese syllables counts, and the font where both have as many.
    """
    pieces = [c if font is None else _drawn(c, font) for c, font in zip(text, fonts, strict=True)]
    legacy = "".join(c if font else " " for c, font in zip(text, fonts, strict=True))
    drawn = unicodedata.normalize("NFC", "".join(p if font else " " for p, font in zip(pieces, fonts, strict=True)))
    if is_unicode(legacy) or syllables(drawn) < syllables(legacy):
        return None
    return pieces


def _drawn(character: str, font: LegacyFont) -> str:
    if character == _HYPHEN_AT_LINE_END:
        character = "\u00ad" if font.table == "tcvn3" else "-"
    return to_unicode(character, font)
