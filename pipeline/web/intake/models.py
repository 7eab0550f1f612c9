"""The tables of the page for handing in: which files people handed in, and what a reading says of them.

``Upload`` holds what a person did and what the program says of it; what a directive says stands in ``Outcome``, which
goes in the database itself when the directive goes.
"""

# mypy: allow-subclassing-any
from __future__ import annotations

from typing import Final

from django.db import models

from pipeline.store.models import Directive

WAITING, TAKEN, DOUBLE, REMOVED, SPLIT, BOOK, FAILED, HELD, SECRET, REFUSED, GONE = (
    "waiting", "taken", "double", "removed", "split", "book", "failed", "held", "secret", "refused", "gone")
STATES: Final = {
    WAITING: "chờ", TAKEN: "đã tiếp nhận", DOUBLE: "trùng", REMOVED: "không nhận lại", SPLIT: "đã tách",
    BOOK: "bảng gửi trả", FAILED: "không xử lý được", HELD: "tạm giữ", SECRET: "mang dấu mật", REFUSED: "không nhận",
    GONE: "đã chuyển đi",
}
"""What may become of a file, with its words. *held*: for what may be a mark of secrecy; *refused*: at the door, by its
name or size; *book*: a workbook of ours that came back; *gone*: somebody took it out of the inbox."""
MOVING: Final = (WAITING, HELD)
"""The states that may still change."""


class Upload(models.Model):
    """A file that somebody handed in. ``name`` is how the person called it, ``file`` its name in the inbox; of what is
    refused for secrecy the name alone stays."""

    who = models.CharField("người gửi", max_length=150, db_index=True)
    name = models.TextField("tên tệp")
    file = models.TextField("tên trong thư mục tiếp nhận", blank=True, default="")
    size = models.PositiveBigIntegerField("số byte", default=0)
    sha256 = models.CharField("mã băm SHA-256", max_length=64, blank=True, default="", db_index=True)
    at = models.DateTimeField("gửi lúc", db_index=True)
    state = models.CharField("tình trạng", max_length=10, default=WAITING, db_index=True,
                             choices=list(STATES.items()))
    words = models.TextField("kết quả", blank=True, default="")
    advice = models.TextField("cách xử lý", blank=True, default="")

    class Meta:
        """The newest first."""

        app_label = "web"
        verbose_name, verbose_name_plural = "tệp đã gửi", "tệp đã gửi"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.name} · {self.who}"

    @property
    def told(self) -> str:
        """The state in words."""
        return STATES[self.state]


class Outcome(models.Model):
    """What was read in a file that was handed in: its ``title``, how many ``tasks``, and ``points`` that a person has
    to look at; ``words`` what else became of it. ``top`` is the head of its first page as PNG, where number or day
    were not read."""

    directive = models.ForeignKey(Directive, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    upload = models.OneToOneField(Upload, models.CASCADE, related_name="outcome")
    title = models.TextField(default="")
    tasks = models.PositiveIntegerField(default=0)
    points = models.PositiveIntegerField(default=0)
    words = models.TextField(default="")
    top = models.BinaryField(null=True, editable=False)

    class Meta:
        """One for an upload."""

        app_label = "web"
        verbose_name, verbose_name_plural = "kết quả đọc tệp đã gửi", "kết quả đọc tệp đã gửi"

    def __str__(self) -> str:
        return str(self.title)
