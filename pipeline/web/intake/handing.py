"""A file that came over the web goes into the inbox, and who sent it is written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from pipeline.audit import Note
from pipeline.causes import cause_of
from pipeline.model.names import shown
from pipeline.office.fate_words import heading
from pipeline.settings import Settings
from pipeline.store import auditing, heads, loading
from pipeline.store.clock import now
from pipeline.store.guard import writing
from pipeline.store.models import Directive

from .models import REFUSED, SECRET, Outcome, Upload
from .receiving import Received, place

NOT_KEPT: Final = "Tệp không được giữ trên máy chủ. Gửi bản PDF, Word, bản quét, ảnh, thư điện tử hoặc gói nén."


def hand_in(received: Received, settings: Settings, who: str) -> Upload:
    """Put the file into the inbox; what cannot be taken is written down with the reason, and nothing of it stays."""
    if received.refused:
        state = SECRET if received.secret else REFUSED
        refused: Upload = Upload.objects.create(who=who, name=received.given, at=now(), state=state,
                                                words=received.refused, advice=NOT_KEPT)
        return refused
    with writing():
        one: Upload = Upload.objects.create(who=who, name=received.given, at=now(), size=received.size,
                                            sha256=received.sha256)
    try:
        one.file = place(received, settings).name
    except OSError as error:
        received.drop()
        one.state, one.sha256 = REFUSED, ""
        one.words = f"không ghi được vào thư mục tiếp nhận: {cause_of(error)}"
        one.advice = "Báo người quản trị kiểm tra đĩa và quyền ghi, rồi gửi lại."
    with writing():
        one.save()
        if one.file:
            auditing.note(Note("hand.in", received.sha256, {"name": shown(one.name), "file": one.file}, who=who))
    return one


def retitle(one: Upload) -> None:
    """Let the line of an upload say what people wrote into the head."""
    row = Directive.objects.filter(sha256=one.sha256).first()
    if row is None:
        return
    values = heads.values(one.sha256)
    day = values["issued_on"]
    head = replace(loading.extraction(row).head, number=values["number"] or None,
                   issued_on=date.fromisoformat(day) if day else None)
    with writing():
        Outcome.objects.filter(upload__sha256=one.sha256).exclude(title="").update(title=heading(head))
