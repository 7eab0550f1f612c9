"""What became of the pages that had to be recognised, and what a person has to know of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.errors import TookTooLong
from pipeline.model.text import Doubt

from ..ocr import tesseract
from ..ocr.scan import ScannedPage

_UNSURE = 0.7  # mean confidence of a page below which its words are doubted


@dataclass(frozen=True, slots=True)
class Recognition:
    """What became of the pages that had to be recognised: the pages that gave words, and the numbers of those that were
    left: ``late`` when the time was over, ``giant`` for a picture too large to be drawn. ``stamps`` are the stamps
    seen, each with its page."""

    pages: dict[int, ScannedPage] = field(default_factory=dict)
    late: list[int] = field(default_factory=list)
    giant: list[int] = field(default_factory=list)
    stamps: list[tuple[int, str]] = field(default_factory=list)


def recognised_doubts(name: str, recognised: Mapping[int, ScannedPage]) -> tuple[Doubt, ...]:
    """What a person has to know of pages that were recognised and not read; ``name`` is the file's."""
    if not recognised:
        return ()
    found = [Doubt("van-ban-quet", f"{name}: trang {span(sorted(recognised))} đọc bằng nhận dạng chữ. "
                                   "Đối chiếu số, ngày, tên và thời hạn với bản giấy.")]
    found += [Doubt("ten-co-quan-sua-khi-doc", f"Phần đầu trang {n} đọc được “{m.printed}”, lấy theo danh mục là "
                                               f"“{m.taken}”. Đối chiếu với bản giấy.")
              for n, page in sorted(recognised.items()) for m in page.put_right]
    written = sorted(n for n, page in recognised.items() if page.by_hand)
    if written:
        found.append(Doubt("co-chu-viet-tay", f"{name}: trang {span(written)} có chữ viết tay ngoài phần in (bút phê, "
                                              "ghi chú), không đọc và không lấy thành nhiệm vụ. Xem trên bản giấy."))
    unsure = sorted(n for n, page in recognised.items() if page.sure < _UNSURE)
    if unsure:
        found.append(Doubt("trang-doc-khong-chac", f"{name}: trang {span(unsure)} mờ hoặc lệch, chữ đọc được "
                                                   "không chắc. Quét lại rõ hơn (300 dpi, thẳng trang) nếu có thể."))
    return tuple(found)


def none_in_time(name: str) -> TookTooLong:
    """The error of a file whose time was over before a page was read."""
    return TookTooLong(f"{name}: hết thời gian cho một tệp mà chưa đọc được trang nào.",
                       "Chia tệp nhỏ ra, hoặc nâng giới hạn thời gian trong thiết lập, rồi nạp lại.")


def unread_doubts(name: str, pages: Sequence[int], left: Recognition, advice: str) -> Iterator[Doubt]:
    """``pages`` of pictures that were not read, each with its reason: the time, the size, no words, no program."""
    if left.late:
        yield Doubt("trang-het-gio", f"{name}: hết thời gian cho một tệp, trang {span(left.late)} chưa đọc; nhiệm vụ "
                                     "chỉ lấy từ phần đã đọc. Chia tệp nhỏ ra, hoặc nâng giới hạn thời gian trong "
                                     "thiết lập, rồi nạp lại.")
    if left.giant:
        yield Doubt("trang-anh-qua-lon", f"{name}: ảnh trên trang {span(left.giant)} quá lớn nên không đọc; phần còn "
                                         "lại đã đọc. Quét lại trang ấy ở 300 dpi rồi nạp lại.")
    silent = [n for n in pages if n not in left.late and n not in left.giant]
    if silent and tesseract.available():
        yield Doubt("trang-khong-doc-duoc", f"{name}: trang {span(silent)} là ảnh, nhận dạng không ra chữ; phần còn "
                                            "lại đã đọc. Xem trang ấy; nếu có nội dung thì quét lại rõ hơn (300 dpi).")
    elif silent:
        yield Doubt("trang-quet", f"{name}: trang {span(silent)} là bản quét, không đọc được; phần còn lại đã đọc. "
                                  f"{advice}")


def span(numbers: Sequence[int]) -> str:
    """``1–3, 5``"""
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
