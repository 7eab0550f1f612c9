"""The language test on what was read: words that no Vietnamese writes are told, never passed on in silence."""

from __future__ import annotations

import re

from pipeline.model.text import Document, Doubt, Paragraph

from .speech import is_strange, is_syllable, share, words_of

_LEAST = 40  # words; fewer tell nothing about a whole document
_SYLLABLES, _MARKED = 0.6, 0.25  # directives have at least 0.85 and 0.7
_LOST, _LOST_LEAST = re.compile(r"[^\W\d_]\?[^\W\d_]|\ufffd"), 5
_SHOWN = 3  # paragraphs named in the message


def language_doubts(document: Document) -> tuple[Doubt, ...]:
    """Doubts about the letters of ``document``: ``chu-khong-doc-duoc`` for the whole, ``phong-chu-cu`` for paragraphs.

    What was recognised from a picture is left to the doubts of recognition.
    """
    if len(_LOST.findall(document.text)) >= _LOST_LEAST:
        return (Doubt("chu-mat-dau",
                      f"{document.source.name}: nhiều chữ có dấu đã mất (thành “?” hoặc “\ufffd”) do lưu sai bảng mã, "
                      "không khôi phục được. Xin tệp gốc từ nơi gửi."),)
    typed = [p for p in document.paragraphs if not _recognised(document, p)]
    words = words_of(document.text[p.start:p.end] for p in typed)
    told = share(words)
    name = document.source.name
    if told.words >= _LEAST and (told.syllables < _SYLLABLES * told.words or told.marked < _MARKED * told.words):
        return (Doubt("chu-khong-doc-duoc",
                      f"{name}: phần lớn chữ đọc được không phải tiếng Việt có dấu. Đối chiếu với bản gốc; nếu tệp "
                      "dùng phông chữ cũ (TCVN3, VNI) thì chuyển mã sang Unicode rồi nạp lại."),)
    foreign = frozenset(w for w in words if not w.isascii() and not is_syllable(w))
    strange = [p for p in typed if foreign and is_strange(document.text[p.start:p.end])]
    if not strange:
        return ()
    return (Doubt("phong-chu-cu",
                  f"{name}: {len(strange)} đoạn có chữ không phải tiếng Việt, có thể gõ bằng phông chữ cũ "
                  f"(TCVN3, VNI): {_quoted(document, strange)}. Mở tệp gốc để đối chiếu các đoạn này."),)


def _recognised(document: Document, paragraph: Paragraph) -> bool:
    word = next(document.words.within(paragraph.start, paragraph.start + 1), None)
    return document.source.text_from == "ocr" or (word is not None and word.confidence is not None)


def _quoted(document: Document, paragraphs: list[Paragraph]) -> str:
    parts = []
    for p in paragraphs[:_SHOWN]:
        text = document.text[p.start:p.end]
        text = text if len(text) <= 60 else text[:57].rstrip() + "…"
        parts.append(f"“{text}”" + (f" (trang {p.page})" if p.page else ""))
    return "; ".join(parts) + ("; …" if len(paragraphs) > _SHOWN else "")
