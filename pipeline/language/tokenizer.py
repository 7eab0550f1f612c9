"""A tokenizer that never changes the text: one token for a run of word characters or a single mark.

spaCy needs tokens to hang spans on; Vietnamese words are made of several syllables, so tokens are
syllables and ``doc.text == text`` always holds. underthesea normalises what it is given, therefore
its words are only asked for and never used as offsets.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc
from spacy.vocab import Vocab

_SPACED = re.compile(r"(\w+|[^\w\s])( ?)")
_ODD_BLANKS = re.compile(r"\A\s|\s\s|[^\S ]")  # where more than single spaces between words must be kept
_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


class SyllableTokenizer:
    """Callable that turns text into a spaCy ``Doc`` with ``doc.text == text``."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Cut ``text`` into syllables and marks."""
        if not _ODD_BLANKS.search(text):
            pairs = _SPACED.findall(text)
            return Doc(self.vocab, words=[word for word, _ in pairs], spaces=[bool(space) for _, space in pairs])
        words: list[str] = []
        spaces: list[bool] = []
        for token in _TOKEN.findall(text):
            if not token.isspace():
                words.append(token)
                spaces.append(False)
            elif token[0] == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
                if len(token) > 1:
                    words.append(token[1:])
                    spaces.append(False)
            else:
                words.append(token)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to keep: the tokenizer has no state."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> SyllableTokenizer:
        """Nothing to read back."""
        return self
