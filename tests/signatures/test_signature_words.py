"""Signatures as clerks and programs are told of them: lines of words, and JSON."""

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from pipeline.contract import to_json
from pipeline.model import Box, Extraction, Head, Signature, Source
from pipeline.workbooks.signed import signature_lines

AT = datetime(2025, 3, 18, 9, 5, tzinfo=timezone(timedelta(hours=7)))
TRUST = "chứng thư do CA thử nghiệm cấp, chưa kiểm tra được chuỗi tin cậy"
OFFICER = Signature("Lê Văn Mẫu", "Sở Y tế", AT, True, False, TRUST, 1, Box(1, 10, 20, 30, 40), AT,
                    "sau đó có thêm chữ ký số khác")
SEAL = Signature(None, "Sở Y tế", AT, True, True, TRUST)


def test_a_line_for_each_signer_then_the_authority():
    later = replace(SEAL, signed_at=AT + timedelta(hours=1))
    assert signature_lines([OFFICER, SEAL, later]) == [
        "Lê Văn Mẫu (Sở Y tế), 09 giờ 05 ngày 18/03/2025: nguyên vẹn, sau đó có thêm chữ ký số khác",
        "Sở Y tế, 10 giờ 05 ngày 18/03/2025, 2 chữ ký: nguyên vẹn", f"({TRUST})"]


def test_what_is_not_sure_is_said():
    broken = replace(SEAL, intact=False, changed_after="tệp đã bị lưu lại hoặc sửa sau khi ký")
    unknown = Signature(None, None, None, None, False, TRUST)
    assert signature_lines([broken, unknown])[:2] == [
        "Sở Y tế, 09 giờ 05 ngày 18/03/2025: không nguyên vẹn, tệp đã bị lưu lại hoặc sửa sau khi ký",
        "Không rõ người ký, không ghi giờ ký: chưa kiểm tra được tính toàn vẹn"]
    assert signature_lines([]) == []


def test_json_tells_all_of_a_signature():
    extraction = Extraction(Source("a.pdf", "0" * 64, 1, "pdf"), "", Head(), (), (), (), (), (OFFICER,))
    (told,) = json.loads(json.dumps(to_json(extraction)))["signatures"]
    assert told == {
        "officer": "Lê Văn Mẫu", "organisation": "Sở Y tế", "signed_at": "2025-03-18T09:05:00+07:00",
        "timestamped_at": "2025-03-18T09:05:00+07:00", "intact": True, "covers_whole_file": False,
        "changed_after": "sau đó có thêm chữ ký số khác", "trusted": TRUST, "page": 1,
        "box": {"page": 1, "x0": 10, "top": 20, "x1": 30, "bottom": 40}}
