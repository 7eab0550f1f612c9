"""Hand-made extractions and Hypothesis strategies of the shared model, for the tests of the store."""

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import strategies as st

from pipeline.model import (
    FIELDS,
    Box,
    Doubt,
    Evidence,
    Extraction,
    Head,
    Limit,
    Party,
    Receipt,
    Reference,
    Rejected,
    Signature,
    Signer,
    Source,
    Sure,
    Task,
)

HEAD = Head(number="07/CT-UBND", type="chỉ thị", issuer="UBND tỉnh Ninh Thuận", issued_on=date(2024, 3, 5),
            subject="tăng cường phòng cháy rừng")


def put(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def task(id="t1", text="Rà soát phương án chữa cháy", due=date(2024, 5, 15), lead="Sở Nội vụ"):
    limits = (Limit(f"trước ngày {due:%d/%m/%Y}", "DATE", due=due),) if due else ()
    return Task(id, "1", text, "obligation", (Party(lead, lead),), (), limits, None, Evidence(1, 0, len(text)), 0.9)


def extraction(path: Path, tasks=(), head=HEAD, text_from="pdf", **more):
    made = Extraction(Source(path.name, sha(path), 2, text_from), path.read_text(encoding="utf-8"), head, (), tuple(tasks),
                      (Rejected("Tình hình diễn biến phức tạp", "Nêu tình hình", "boi-canh"),), ())
    return replace(made, **more)


# Databases store Unicode scalar values; a lone surrogate is no text. PostgreSQL knows no U+0000, which is replaced. A NaN
# confidence breaks the model's contract.
words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)
maybe = st.none() | words
count = st.none() | st.integers(0, 10**6)
days = st.dates(date(1976, 1, 1), date(2100, 1, 1))
points = st.floats(-2000, 2000)
parties = st.builds(Party, words, words, maybe, st.booleans(), count, count)
limits = st.builds(Limit, words, st.sampled_from(["DATE", "DURATION", "SET"]), st.none() | days, maybe, maybe,
                   st.booleans(), maybe, words, maybe, count, count)
boxes = st.builds(Box, st.integers(1, 500), points, points, points, points)


def several(what, most=3):
    return st.lists(what, max_size=most).map(tuple)


tasks = st.builds(
    Task, words, maybe, words, st.sampled_from(["obligation", "prohibition", "accountability"]), several(parties),
    several(parties), several(limits), maybe,
    st.builds(Evidence, st.none() | st.integers(1, 500), count, count, several(boxes)), st.floats(0, 1),
    several(st.builds(Sure, st.sampled_from(FIELDS), st.floats(0, 1), several(words)), 4),
)
heads = st.builds(
    Head, maybe, maybe, maybe, maybe, st.none() | days, maybe,
    st.sampled_from([None, "khẩn", "thượng khẩn", "hỏa tốc"]), st.none(), several(words), several(words),
    st.none() | st.builds(Signer, maybe, maybe, maybe), st.none() | st.builds(Receipt, maybe, st.none() | days),
)
references = st.builds(Reference, words, maybe, maybe, st.none() | days,
                       st.sampled_from(["căn cứ", "thực hiện", "thay thế", "nhắc đến"]), several(words), count, count)
rejected = st.builds(Rejected, words, words, words, maybe, st.none() | st.integers(1, 500), count, count)
doubts = st.builds(Doubt, words, words, st.sampled_from(["", "iVBORw0="]))
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(timezone(timedelta(hours=7))))
signatures = st.builds(Signature, maybe, maybe, st.none() | moments, st.none() | st.booleans(), st.booleans(), words,
                       st.none() | st.integers(1, 500), st.none() | boxes, st.none() | moments, words)
texts_from = st.sampled_from(["pdf", "ocr", "mixed", "docx", "doc", "txt"])
