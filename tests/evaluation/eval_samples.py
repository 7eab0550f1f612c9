"""Small directives for the tests of the evaluation, in the two JSON forms."""

from __future__ import annotations

from typing import Any


def task(text: str, **cells: Any) -> dict[str, Any]:
    """An annotated task; cells that are not named are empty."""
    empty = {"clause": None, "modality": "obligation", "lead": [], "support": [], "deadlines": []}
    return {"text": text} | empty | cells


def directive(*tasks: dict[str, Any], **head: Any) -> dict[str, Any]:
    """An annotated directive of one province."""
    known = {
        "number": "15/UBND-VX", "type": "công văn", "issuer": "UBND tỉnh A", "issued_on": "2024-04-12",
        "subject": "tăng cường quản lý dữ liệu", "signer": {"name": "Trần Văn B", "position": None, "authority": None},
        "references": [{"number": "09/CT-TTg", "issued_on": None}],
    }
    return {"directive": known | head, "tasks": list(tasks)}


DATE = {"type": "DATE", "due": "2024-06-30"}
REVIEW = task("Rà soát toàn bộ cổng thông tin của đơn vị", clause="1", lead=["Sở Y tế"], support=["Công an tỉnh"], deadlines=[DATE])
REPORT = task("Báo cáo kết quả thực hiện về Ủy ban nhân dân tỉnh", clause="2", lead=["các sở, ban, ngành"])
FORBID = task("Không được đưa lên mạng tài liệu nội bộ", clause="3", modality="prohibition", lead=["các sở, ban, ngành"])
