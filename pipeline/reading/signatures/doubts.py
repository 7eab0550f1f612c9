"""What a person has to know of signatures and stamps, in words for a clerk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model.text import Doubt, Signature

from ..digits.head import Written
from .blanks import Kind
from .evidence import Evidence
from .fill import Filled

# The texts that a signature's ``changed_after`` may hold.
MORE_SIGNED = "sau đó có thêm chữ ký số khác"
PROOFS_ADDED = "sau đó chỉ thêm dữ liệu kiểm chứng chữ ký"
CHANGED = "sau đó tệp bị ghi thêm nội dung"
REWRITTEN = "tệp đã bị lưu lại hoặc sửa sau khi ký"

_MM = 25.4 / 72  # of a point
_NAMES: dict[Kind, str] = {"day": "ngày", "month": "tháng", "year": "năm"}


def signature_doubts(name: str, evidence: Evidence) -> Iterator[Doubt]:
    """Signatures that cannot be read, do not stand, or were followed by changes; ``name`` is the file."""
    signed = evidence.signatures
    if evidence.broken:
        count = f"{evidence.broken} chữ ký số" if signed or evidence.broken > 1 else "chữ ký số"
        yield Doubt("chu-ky-so-khong-doc-duoc", f"{name}: không đọc được {count} (dữ liệu chữ ký hỏng). Nội dung vẫn "
                                                "được đọc; kiểm tra chữ ký bằng phần mềm ký số trên bản gốc.")
    strange = [s for i, s in enumerate(signed) if i in evidence.mismatched]
    if strange:
        yield Doubt("chu-ky-so-khong-khop", f"{name}: chữ ký số của {_who(strange)} không khớp chứng thư kèm theo. "
                                            "Kiểm tra chữ ký bằng phần mềm ký số trên bản gốc.")
    changed = [s for i, s in enumerate(signed) if i not in evidence.mismatched and s.changed_after == REWRITTEN]
    if changed:
        yield Doubt("chu-ky-so-khong-toan-ven", f"{name}: tệp đã bị lưu lại hoặc sửa sau khi {_who(changed)} ký số, "
                                                "chữ ký không còn xác nhận nội dung. Xin bản gốc từ nơi gửi để đối "
                                                "chiếu.")
    added = [s for s in signed if s.changed_after == CHANGED]
    if added:
        yield Doubt("them-sau-khi-ky", f"{name}: tệp bị ghi thêm nội dung sau chữ ký số cuối cùng ({_who(added)}). "
                                       "Đối chiếu với bản gốc từ nơi gửi.")


def head_doubts(filled: Filled, evidence: Evidence) -> Iterator[Doubt]:
    """Where number and date come from when they are not printed with the text, with a picture of a line by hand."""
    for doubt in _number_doubts(filled, evidence):
        yield replace(doubt, picture=filled.pictures.get("number", ""))
    for doubt in _date_doubts(filled, evidence):
        yield replace(doubt, picture=filled.pictures.get("date", ""))


def _number_doubts(filled: Filled, evidence: Evidence) -> Iterator[Doubt]:
    number = filled.taken.get("number")
    if number:
        yield Doubt("so-doc-tu-dau", f"Số “{number.value}” nhận dạng từ hình đóng vào chỗ trống ở trang 1, độ chắc "
                                     f"{number.confidence:.0%}. Đối chiếu với bản chính.")
    elif "number" in filled.stamped and not evidence.vouched:
        yield Doubt("so-doc-tu-dau", "Số văn bản là chữ đóng thêm lên trang 1 và không có chữ ký số nguyên vẹn xác "
                                     "nhận. Đối chiếu với bản chính.")
    elif "number" in filled.written:
        yield Doubt("so-viet-tay", f"Số {_by_hand(filled.written['number'])}. So với ảnh trang 1 và sửa nếu sai.")
    elif "number" in filled.apart:
        yield Doubt("so-hai-cach-doc", f"Số ở trang 1 {_apart(filled.apart['number'])}. So với ảnh trang 1 và sửa nếu "
                                       "sai.")
    elif "number" in filled.unsure:
        kept = filled.left.get("number")
        rest = f"; phần in sẵn “{kept}” vẫn giữ" if kept else ""
        yield Doubt("so-doc-khong-chac", f"Chỗ ghi số {_seen(filled.unsure['number'])} (viết tay hoặc mờ) nên để "
                                         f"trống{rest}. Nhập số từ bản chính.")
    elif "number" in filled.reread:
        yield Doubt("so-doc-lai", f"Số đọc lần đầu không chắc, đọc lại nhiều cỡ được “{filled.reread['number']}”. Đối "
                                  "chiếu với bản chính.")


def _seen(printed: str) -> str:
    return f"đọc được là “{printed}” nhưng không chắc" if printed else "có nét chữ nhưng không đọc được"


def _by_hand(written: Written) -> str:
    """``“1139” viết tay, đọc bằng máy, độ chắc 93% (trang 1, cách mép trái 60 mm, mép trên 40 mm)``."""
    left, top = (round(points * _MM) for points in written.area[:2])
    return (f"“{written.value}” viết tay, đọc bằng máy, độ chắc {written.chance:.0%} (trang 1, cách mép trái {left} "
            f"mm, mép trên {top} mm)")


def _apart(readings: tuple[str, str]) -> str:
    return f"đọc hai cách được “{readings[0]}” và “{readings[1]}”, đang ghi “{readings[0]}”"


def _date_doubts(filled: Filled, evidence: Evidence) -> Iterator[Doubt]:
    taken = [f"{name} “{filled.taken[kind].value}”" for kind, name in _NAMES.items() if kind in filled.taken]
    if taken:
        yield Doubt("ngay-doc-tu-dau", f"Ngày ban hành: {', '.join(taken)} nhận dạng từ hình đóng vào chỗ trống ở "
                                       f"trang 1{_witness(filled, evidence)}. Đối chiếu với bản chính.")
    elif filled.date and "day" in filled.stamped and not evidence.vouched:
        yield Doubt("ngay-doc-tu-dau", "Ngày ban hành là chữ đóng thêm lên trang 1 và không có chữ ký số nguyên vẹn "
                                       f"xác nhận{_witness(filled, evidence)}. Đối chiếu với bản chính.")
    elif filled.date and _NAMES.keys() & filled.written.keys():
        read = "; ".join(f"{name} {_by_hand(filled.written[kind])}" for kind, name in _NAMES.items()
                         if kind in filled.written)
        yield Doubt("ngay-viet-tay", f"Ngày ban hành: {read}{_witness(filled, evidence)}. So với ảnh trang 1 và sửa "
                                     "nếu sai.")
    elif filled.date and _NAMES.keys() & filled.apart.keys():
        read = "; ".join(f"{name} {_apart(filled.apart[kind])}" for kind, name in _NAMES.items()
                         if kind in filled.apart)
        yield Doubt("ngay-hai-cach-doc", f"Ngày ban hành: {read}{_witness(filled, evidence)}. So với ảnh trang 1 và "
                                         "sửa nếu sai.")
    elif filled.date and _NAMES.keys() & filled.unsure.keys():
        yield Doubt("ngay-doc-khong-chac", f"Ngày ban hành đọc được là {filled.date:%d/%m/%Y} nhưng không chắc (viết "
                                           f"tay hoặc mờ){_witness(filled, evidence)}. Đối chiếu với bản chính.")
    elif _NAMES.keys() & filled.unsure.keys():
        where = "; ".join(f"{name} {_seen(filled.unsure[kind])}" for kind, name in _NAMES.items()
                          if kind in filled.unsure)
        kept = filled.left.get("day", "") if "day" in filled.unsure else ""
        rest = f"; phần in sẵn “{kept}” vẫn giữ" if kept else ""
        yield Doubt("ngay-doc-khong-chac", f"Ngày ban hành: chỗ ghi {where} (viết tay hoặc mờ) nên để trống{rest}. "
                                           "Nhập ngày từ bản chính.")
    elif _NAMES.keys() & filled.reread.keys():
        where = ", ".join(f"{name} “{filled.reread[kind]}”" for kind, name in _NAMES.items() if kind in filled.reread)
        yield Doubt("ngay-doc-lai", f"Ngày ban hành đọc lần đầu không chắc, đọc lại nhiều cỡ được {where}"
                                    f"{_witness(filled, evidence)}. Đối chiếu với bản chính.")
    if filled.date is None:
        yield from _signing_day(evidence)


def _witness(filled: Filled, evidence: Evidence) -> str:
    """What the days of signing say of the date; ``; trùng ngày ký số``."""
    if filled.date is None or not evidence.days:
        return ""
    if filled.date in evidence.days:
        return "; trùng ngày ký số"
    return "; khác ngày ký số " + ", ".join(f"{day:%d/%m/%Y}" for day in sorted(evidence.days))


def _signing_day(evidence: Evidence) -> Iterator[Doubt]:
    timed = [s for s in evidence.signatures if s.signed_at]
    if timed:
        last = timed[-1]
        when = f"{last.signed_at:%H:%M} ngày {last.signed_at:%d/%m/%Y}"
        yield Doubt("ngay-theo-chu-ky-so", f"Không đọc được ngày ban hành in trên văn bản. {_who([last])} ký số lúc "
                                           f"{when}; ngày này có thể khác ngày ban hành nên không tự điền. Nhập ngày "
                                           "từ bản chính.")


def _who(signatures: Sequence[Signature]) -> str:
    names = (s.officer or s.organisation or "người ký không rõ tên" for s in signatures)
    return ", ".join(dict.fromkeys(names))
