"""The tables of the pages: who people are, and the register as flat rows (``projecting`` fills them).

The rows hold words of directives: in the database they go with their directive by themselves (migration 0001), also
when a program deletes it that knows nothing of these tables.
"""

# mypy: allow-subclassing-any
from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models

from pipeline.model.clauses import called
from pipeline.store.models import Directive
from pipeline.workbooks.words import capital

from .intake.models import Outcome, Upload
from .roles import ROLES

__all__ = ["Body", "Duty", "Membership", "Outcome", "Paper", "Profile", "Projection", "Row", "Upload", "profile_of"]

_DIGEST = 16


def _directive() -> models.ForeignKey:
    """The directive with whose end a row ends; None where only a list names it."""
    return models.ForeignKey(Directive, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")


class Profile(models.Model):
    """What a person may do: the role, "" for none yet; ``everywhere`` when a leader sees the lists of all bodies."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile",
                                verbose_name="tài khoản")
    role = models.CharField("vai trò", max_length=20, choices=list(ROLES.items()), blank=True, default="")
    everywhere = models.BooleanField("xem danh mục của mọi cơ quan", default=False)

    class Meta:
        """One for each account."""

        verbose_name, verbose_name_plural = "vai trò của tài khoản", "vai trò của tài khoản"

    def __str__(self) -> str:
        return f"{self.user} · {ROLES.get(self.role, 'chưa giao vai trò')}"


class Membership(models.Model):
    """A body that a person belongs to, by the ``key`` of its list (``workbooks.holders``)."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="memberships")
    key = models.CharField("khóa của danh mục", max_length=255)
    name = models.TextField("tên cơ quan")

    class Meta:
        """Each body once."""

        verbose_name, verbose_name_plural = "cơ quan của tài khoản", "cơ quan của tài khoản"
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["profile", "key"], name="one_membership"),)

    def __str__(self) -> str:
        return str(self.name)


class Projection(models.Model):
    """How far the rows are: ``stamp`` is the state of the store that they show (``projecting.stamp``), ``totals`` the
    counts of all lists together, each task once."""

    stamp = models.TextField(default="")
    as_of = models.DateField()
    at = models.DateTimeField()
    seconds = models.FloatField(default=0)
    totals = models.JSONField(default=dict)

    class Meta:
        """There is one."""

        verbose_name, verbose_name_plural = "bản dựng danh mục", "bản dựng danh mục"

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M}"


class Body(models.Model):
    """A list: of a body, of a group, of nobody known (``unknown``); ``slug`` is the name of its folder. The counts are
    those of ``Projection.as_of``; ``fresh`` counts open tasks of directives that came in within the last days."""

    key = models.CharField(max_length=255, unique=True)
    slug = models.CharField(max_length=100, unique=True)
    name = models.TextField("tên")
    folded = models.TextField(default="")
    group = models.BooleanField(default=False)
    unknown = models.BooleanField(default=False)
    late = models.PositiveIntegerField("quá hạn", default=0)
    near = models.PositiveIntegerField("sắp đến hạn", default=0)
    fresh = models.PositiveIntegerField("mới trong tuần", default=0)
    open = models.PositiveIntegerField("chưa hoàn thành", default=0)
    total = models.PositiveIntegerField("tổng số", default=0)

    class Meta:
        """By name."""

        verbose_name, verbose_name_plural = "danh mục của cơ quan", "danh mục của cơ quan"
        ordering = ("unknown", "name")
        indexes = (models.Index(fields=["-late", "-near", "name"], name="body_worst"),)

    def __str__(self) -> str:
        return str(self.name)


class Paper(models.Model):
    """A standing directive as lists show it; ``shown`` holds what only its own page shows."""

    directive = _directive()
    sha256 = models.CharField(max_length=64, unique=True)
    title = models.TextField()
    number = models.TextField(default="")
    issuer = models.TextField(default="")
    issued_on = models.DateField(null=True, db_index=True)
    subject = models.TextField(default="")
    received_at = models.DateTimeField(db_index=True)
    task_count = models.PositiveIntegerField(default=0)
    shown = models.JSONField(default=dict)
    digest = models.CharField(max_length=_DIGEST, default="")

    class Meta:
        """The newest first."""

        verbose_name, verbose_name_plural = "văn bản trong danh mục", "văn bản trong danh mục"
        ordering = ("-received_at", "-id")

    def __str__(self) -> str:
        return str(self.title)


class Duty(models.Model):
    """A task as lists show it: ``state`` is a value of ``standing.State`` on the day of the projection, ``shown`` holds
    what only its own page shows. ``changed_at`` is when it began to show something else."""

    directive = _directive()
    paper = models.ForeignKey(Paper, models.DO_NOTHING, db_constraint=False, related_name="duties")
    task = models.CharField("mã nhiệm vụ", max_length=255, db_index=True)
    position = models.PositiveIntegerField(default=0)
    clause = models.TextField(default="")
    page = models.PositiveIntegerField(null=True)
    text = models.TextField()
    lead = models.TextField(default="")
    support = models.TextField(default="")
    limit = models.TextField(default="")
    due = models.DateField(null=True)
    open = models.BooleanField(default=True)
    state = models.CharField(max_length=20)
    status = models.TextField()
    completed_on = models.DateField(null=True)
    doubtful = models.BooleanField(default=False)
    shown = models.JSONField(default=dict)
    digest = models.CharField(max_length=_DIGEST, default="")
    changed_at = models.DateTimeField(null=True)

    class Meta:
        """Within a directive in the order of its text."""

        verbose_name, verbose_name_plural = "nhiệm vụ trong danh mục", "nhiệm vụ trong danh mục"
        ordering = ("paper_id", "position")
        constraints = (models.UniqueConstraint(fields=["paper", "task"], name="one_duty"),)
        indexes = (models.Index(fields=["changed_at", "id"], name="duty_changed"),
                   models.Index(fields=["due", "open", "state", "task"], name="duty_pressing"))

    def __str__(self) -> str:
        return str(self.text)[:80]

    @property
    def place(self) -> str:
        """*Khoản 1 mục II, trang 3*."""
        page = f"trang {self.page}" if self.page else ""
        return capital(", ".join(filter(None, (called(self.clause), page))))

    def days_left(self, today: date) -> int | None:
        """Days until the limit, negative behind it; None without one, and of what is no longer open."""
        return (self.due - today).days if self.open and self.due else None


class Row(models.Model):
    """A task in the list of a body: ``role`` says why it stands there, ``source`` names the group or former body that
    the body has it from. The rest repeats what lists are ordered, narrowed and searched by."""

    directive = _directive()
    body = models.ForeignKey(Body, models.DO_NOTHING, db_constraint=False, related_name="rows")
    duty = models.ForeignKey(Duty, models.DO_NOTHING, db_constraint=False, related_name="rows")
    paper = models.ForeignKey(Paper, models.DO_NOTHING, db_constraint=False, related_name="rows")
    role = models.TextField()
    supports = models.BooleanField(default=False)
    source = models.TextField(default="")
    open = models.BooleanField(default=True)
    due = models.DateField(null=True)
    received_at = models.DateTimeField()
    words = models.TextField(default="")
    digest = models.CharField(max_length=_DIGEST, default="")

    class Meta:
        """A task stands in a list once."""

        verbose_name, verbose_name_plural = "dòng của danh mục", "dòng của danh mục"
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["body", "duty"], name="one_row"),)
        indexes = (models.Index(fields=["body", "open", "due"], name="row_of_list"),)

    def __str__(self) -> str:
        return f"{self.body_id} · {self.duty_id}"


class Token(models.Model):
    """By which a program acts for an account: of the token itself only the sha256 is kept. ``may_write`` lets it enter
    progress; it counts until ``ends_on``, for ever when None, and until it is taken back."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens", verbose_name="tài khoản")
    name = models.CharField("dùng cho", max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    start = models.CharField("bắt đầu bằng", max_length=16, editable=False)
    may_write = models.BooleanField("được ghi kết quả", default=False)
    made_at = models.DateTimeField("tạo lúc")
    made_by = models.CharField("người tạo", max_length=150, blank=True, default="")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    used_at = models.DateTimeField("dùng lần cuối", null=True, blank=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)

    class Meta:
        """In the order in which they were made."""

        verbose_name, verbose_name_plural = "mã truy cập", "mã truy cập"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.user} · {self.name}"


class CalendarLink(models.Model):
    """By which a person's calendar follows the list of a body (its ``key``) without signing in: of the random part of
    the address only the sha256 is kept. It counts while the person may see the list, and until it is taken back."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_links",
                             verbose_name="tài khoản")
    key = models.CharField("khóa của danh mục", max_length=255)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("tạo lúc")

    class Meta:
        """One for each person and body."""

        verbose_name, verbose_name_plural = "đường dẫn lịch", "đường dẫn lịch"
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["user", "key"], name="one_calendar_link"),)

    def __str__(self) -> str:
        return f"{self.user} · {self.key}"


def profile_of(user: Any) -> Profile | None:
    """The profile of somebody who has signed in, None where an account has none."""
    try:
        found: Profile = user.profile
    except (AttributeError, Profile.DoesNotExist):
        return None
    return found
