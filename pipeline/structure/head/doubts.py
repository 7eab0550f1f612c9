"""Doubts about the head, in words for a clerk: what is missing, what contradicts what, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.model import Doubt, Head, Reference

from ..printed import key
from .cues import cue
from .fields import Dated, Issuer, Numbered, fits
from .zones import Zones


def number_doubts(number: Numbered) -> Iterator[Doubt]:
    """A blank number, or none at all."""
    if number.number:
        return
    if number.blank:
        yield Doubt("so-de-trong", "Số của văn bản để trống: bản này chưa vào sổ hoặc là dự thảo. "
                                 "Kiểm tra bản chính thức.")
    else:
        yield Doubt("khong-thay-so", "Không thấy số, ký hiệu của văn bản ở phần đầu. Nhập số, ký hiệu từ bản chính.")


def date_doubts(dated: Dated) -> Iterator[Doubt]:
    """A blank date, or none at all."""
    if dated.value:
        return
    if dated.blank:
        yield Doubt("ngay-de-trong", "Ngày, tháng, năm ban hành để trống hoặc thiếu. Nhập ngày ký từ bản chính thức.")
    else:
        yield Doubt("khong-thay-ngay", "Không thấy ngày ban hành ở phần đầu văn bản. Nhập ngày ký từ bản chính.")


def zone_doubts(zones: Zones, head: Head, prose: bool) -> Iterator[Doubt]:
    """What the head lacks, and what marks it as a draft or a retelling."""
    if prose:
        yield Doubt("khong-phai-ban-goc", "Tệp là bài viết thuật lại văn bản, không phải văn bản gốc. "
                                          "Đối chiếu với bản chính trước khi giao việc.")
    elif not (zones.motto or zones.number or zones.letterhead):
        yield Doubt("khong-co-phan-dau", "Không thấy quốc hiệu, tên cơ quan ban hành và số, ký hiệu: "
                                         "tệp thiếu phần đầu văn bản. Tìm bản đầy đủ.")
    if not head.subject:
        yield Doubt("khong-thay-trich-yeu",
                    "Không thấy trích yếu nội dung văn bản. Kiểm tra phần đầu và nhập trích yếu.")
    if not head.issuer:
        yield Doubt("khong-thay-co-quan", "Không xác định được cơ quan ban hành. Kiểm tra phần đầu văn bản.")
    if any(cue("mark", line.text) == "draft" for line in zones.marks):
        yield Doubt("du-thao", "Văn bản ghi là dự thảo. Chỉ giao việc theo bản đã ký ban hành.")


def signature_doubts(head: Head, closed: bool) -> Iterator[Doubt]:
    """No signer, no name, no ``./.`` at the end."""
    if head.signer is None:
        yield Doubt("khong-thay-nguoi-ky", "Không thấy chức vụ và họ tên người ký. Kiểm tra trang cuối của văn bản.")
    elif head.signer.name is None:
        yield Doubt("khong-thay-ten-nguoi-ky", "Có chức vụ nhưng không thấy họ tên người ký. Kiểm tra trang có chữ ký.")
    if not closed:
        yield Doubt("thieu-dau-ket-thuc", "Không thấy dấu kết thúc “./.” ở cuối nội dung: "
                                          "văn bản có thể thiếu trang hoặc thiếu đoạn cuối. Kiểm tra lại.")


def agreement_doubts(head: Head, number: Numbered, issuer: Issuer) -> Iterator[Doubt]:
    """A number whose codes say another type or another issuer than the head prints."""
    if not number.number:
        return
    codes, holder = number.number.codes, number.number.issuer
    if not fits(head.type, number.number) and not (codes and codes[0] == _initials(head.issuer)):
        yield Doubt("so-khong-hop-ten-loai",
                    f"Ký hiệu trong số {number.number.text} là của {number.number.type}, "
                    f"nhưng văn bản là {head.type}. Kiểm tra số và tên loại.")
    own = head.issuer if issuer.printed else None
    if holder and own and codes[0] != _initials(own) and not _same_body(holder, own):
        yield Doubt("so-khong-hop-co-quan", f"Ký hiệu trong số {number.number.text} là của {holder}, "
                                            f"nhưng phần đầu ghi {own}. Kiểm tra số và cơ quan ban hành.")


def _initials(name: str | None) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", name or "") if word not in ("và", "của", "về")).upper()


def _same_body(a: str, b: str) -> bool:
    return key(a) in key(b) or key(b) in key(a) or "trung ương" in key(a)


def chronology_doubts(head: Head, references: Iterable[Reference]) -> tuple[Doubt, ...]:
    """A date of issue that lies before documents which the directive cites."""
    if not head.issued_on:
        return ()
    later = [r for r in references if r.issued_on and r.issued_on > head.issued_on]
    if not later:
        return ()
    named = "; ".join(f"{r.number} ngày {r.issued_on:%d/%m/%Y}" for r in later[:3] if r.issued_on)
    more = f" và {len(later) - 3} văn bản khác" if len(later) > 3 else ""
    return (Doubt("ngay-truoc-van-ban-vien-dan",
                  f"Ngày ban hành in trên văn bản là {head.issued_on:%d/%m/%Y}, "
                  f"trước ngày của văn bản được viện dẫn: {named}{more}. "
                  "Có thể in sai năm hoặc sai ngày; kiểm tra bản chính rồi sửa."),)
