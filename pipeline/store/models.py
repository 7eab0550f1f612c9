"""The tables of the store. Column names follow the shared model; labels are those of NĐ 30/2020/NĐ-CP.

Strings are TextField with NULL where the model says None, so that None and an empty string stay apart.
"""

# mypy: allow-subclassing-any
from __future__ import annotations

from typing import Any

from django.db import models

OPEN, DONE = "chưa hoàn thành", "hoàn thành"
ENTERED = ("status", "completed_on", "reply", "note")
"""What people enter about a task in its own columns."""
STATUSES = [(OPEN, "Chưa hoàn thành"), (DONE, "Hoàn thành")]
MODALITIES = [("obligation", "Phải làm"), ("prohibition", "Không được làm"), ("accountability", "Chịu trách nhiệm")]
ROLES = [("lead", "Chủ trì"), ("support", "Phối hợp")]


def _optional(label: str) -> models.TextField:
    return models.TextField(label, null=True, blank=True)


LOOSE = models.Q(number=None) | models.Q(issued_on=None) | models.Q(issuer=None)
"""Directives that number, day and issuer do not tell (``likeness``): few, and looked for with every file."""


class Directive(models.Model):
    """One file's reading of a directive; ``twin_of`` when the directive stands under another file.

    ``past`` when that other file is what now lies at the same place, so that this one is no copy of its own.
    ``bond`` says what it is to that other file (``Bond``). ``removed`` holds who took it out of the lists, when and
    why; ``chosen`` who chose it among the copies, when, why, and ``over`` which other contents.

    ``sketch`` is what its words are first compared by (``comparing.sketch``), empty where an older program read it.
    ``digest`` is made from the whole extraction and tells whether a new reading differs.
    """

    sha256 = models.CharField("mã băm SHA-256", max_length=64, unique=True)
    number = _optional("số, ký hiệu")
    type = _optional("tên loại")
    issuer = _optional("cơ quan ban hành")
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    head = models.JSONField("phần đầu văn bản")
    references = models.JSONField("văn bản được dẫn chiếu", default=list)
    warnings = models.JSONField("điểm cần xem lại", default=list)
    signatures = models.JSONField("chữ ký số", default=list)
    text = models.TextField("toàn văn")
    source_name = models.TextField("tên tệp")
    pages = models.PositiveIntegerField("số trang")
    text_from = models.CharField("nguồn chữ", max_length=10)
    received_at = models.DateTimeField("nhận lúc")
    no_task = _optional("lý do không có nhiệm vụ")
    twin_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="twins",
                                verbose_name="là bản khác của")
    sketch = models.JSONField(default=list, editable=False)
    bond = models.CharField("là gì của bản đang lấy", max_length=10, default="copy", editable=False)
    past = models.BooleanField("là bản cũ của cùng tệp", default=False, editable=False)
    chosen = models.JSONField("được chọn trong các bản", null=True, blank=True, editable=False)
    removed = models.JSONField("được đưa ra khỏi danh mục", null=True, blank=True, editable=False)
    version = models.TextField("phiên bản chương trình", default="")
    digest = models.CharField(max_length=64, editable=False)

    class Meta:
        """Order of arrival."""

        verbose_name, verbose_name_plural = "văn bản", "văn bản"
        ordering = ("id",)
        indexes = (models.Index(fields=["number", "issued_on"], name="directive_identity"),
                   models.Index(fields=["id"], name="directive_loose", condition=LOOSE))

    def __str__(self) -> str:
        return f"{self.number or '(không số)'} · {self.issuer or '(không rõ cơ quan)'} · {self.source_name}"


class Reading(models.Model):
    """What was read of a directive before any rule, where reading takes long."""

    directive = models.OneToOneField(Directive, models.CASCADE, related_name="reading", primary_key=True)
    document = models.BinaryField(editable=False)

    class Meta:
        """One for a directive."""

        verbose_name, verbose_name_plural = "bản đọc", "bản đọc"

    def __str__(self) -> str:
        return str(self.directive)


class Reread(models.Model):
    """That a new reading of a directive was taken, all of one taking under one ``batch``: the reading ``before``
    (compressed JSON of an extraction), and by its ``digest`` the one that was taken."""

    batch = models.CharField("lần đọc lại", max_length=32, db_index=True)
    directive = models.ForeignKey(Directive, models.CASCADE, related_name="rereads", verbose_name="văn bản")
    before = models.BinaryField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    who = models.TextField("người nhận")
    at = models.DateTimeField("lúc")
    undone = models.BooleanField("đã hoàn tác", default=False)

    class Meta:
        """In the order in which they were taken."""

        verbose_name, verbose_name_plural = "lần đọc lại", "lần đọc lại"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.directive} · {self.at:%d/%m/%Y}"


class SourceFile(models.Model):
    """A name and place under which a file arrived; one row for each place and content. ``dropped_at`` is where it was
    put, when it has been filed away from there."""

    path = models.TextField("đường dẫn")
    dropped_at = _optional("được đặt vào ở")
    name = models.TextField("tên tệp")
    sha256 = models.CharField("mã băm SHA-256", max_length=64, db_index=True)
    directive = models.ForeignKey(Directive, models.CASCADE, related_name="files", verbose_name="văn bản")
    arrived_at = models.DateTimeField("đến lúc")

    class Meta:
        """The same content at the same place is one arrival."""

        verbose_name, verbose_name_plural = "tệp nguồn", "tệp nguồn"
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["path", "sha256"], name="one_arrival"),)
        indexes = (models.Index(fields=["dropped_at"], name="source_dropped_at"),)

    def __str__(self) -> str:
        return str(self.name)


class Agency(models.Model):
    """A body or group; ``key`` is its id in the registry, or is made from its name when it has none."""

    key = models.CharField("khóa", max_length=255, unique=True)
    agency_id = _optional("mã trong danh mục")
    name = models.TextField("tên")
    group = models.BooleanField("là nhóm cơ quan", default=False)

    class Meta:
        """By name."""

        verbose_name, verbose_name_plural = "cơ quan", "cơ quan"
        ordering = ("name",)

    def __str__(self) -> str:
        return str(self.name)


class Task(models.Model):
    """One obligation; what people enter about it is kept when its directive is read again.

    ``key`` is the task's stable id; ``repeat`` tells apart tasks of one directive that bear the same id.
    """

    key = models.CharField("mã nhiệm vụ", max_length=255)
    repeat = models.PositiveIntegerField("lần gặp thứ", default=1)
    directive = models.ForeignKey(Directive, models.CASCADE, related_name="tasks", verbose_name="văn bản")
    position = models.PositiveIntegerField("thứ tự")
    clause = _optional("điều, khoản, điểm")
    text = models.TextField("nội dung nhiệm vụ")
    modality = models.CharField("loại", max_length=20, choices=MODALITIES)
    product = _optional("sản phẩm")
    page = models.PositiveIntegerField("trang", null=True, blank=True)
    start = models.PositiveIntegerField(null=True, editable=False)
    end = models.PositiveIntegerField(null=True, editable=False)
    boxes = models.JSONField(default=list, editable=False)
    confidence = models.FloatField("độ tin cậy")
    sure = models.JSONField("độ tin cậy từng ô", default=list, editable=False)
    status = models.CharField("trạng thái", max_length=20, choices=STATUSES, default=OPEN)
    completed_on = models.DateField("ngày hoàn thành", null=True, blank=True)
    reply = _optional("số, ký hiệu văn bản trả lời")
    note = _optional("ghi chú")
    withdrawn = models.BooleanField("lần đọc sau không còn thấy", default=False)

    class Meta:
        """Within a directive in the order of its text."""

        verbose_name, verbose_name_plural = "nhiệm vụ", "nhiệm vụ"
        ordering = ("directive_id", "position", "id")
        constraints = (models.UniqueConstraint(fields=["directive", "key", "repeat"], name="one_key_in_a_directive"),)
        indexes = (models.Index(fields=["key"], name="task_key"),)

    def __str__(self) -> str:
        return str(self.text)[:80]

    @property
    def touched(self) -> bool:
        """Whether somebody has entered or changed anything about it."""
        return bool(self.status != OPEN or self.completed_on or self.reply or self.note
                    or Correction.objects.filter(subject=self.public_id, state="taken").exists())

    @property
    def public_id(self) -> str:
        """The id in registers: the stable id, numbered on from the second task that bears it."""
        return str(self.key) if self.repeat == 1 else f"{self.key}~{self.repeat}"


class TaskParty(models.Model):
    """A party of a task, with the words and the name it had there and then."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="parties")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="parties", verbose_name="cơ quan")
    role = models.CharField("vai trò", max_length=10, choices=ROLES)
    position = models.PositiveIntegerField("thứ tự")
    mention = models.TextField("như in trong văn bản")
    name = models.TextField("tên")
    registry_id = _optional("mã trong danh mục")
    group = models.BooleanField("là nhóm cơ quan", default=False)
    start = models.PositiveIntegerField(null=True, editable=False)
    end = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        """Order of mention."""

        verbose_name, verbose_name_plural = "cơ quan thực hiện", "cơ quan thực hiện"
        ordering = ("task_id", "role", "position")

    def __str__(self) -> str:
        return str(self.name)


class Deadline(models.Model):
    """A time limit of a task, field by field as in the shared model."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="deadlines")
    position = models.PositiveIntegerField("thứ tự")
    text = models.TextField("như in trong văn bản")
    type = models.CharField("kiểu", max_length=10)
    due = models.DateField("hạn cuối", null=True, blank=True, db_index=True)
    time = _optional("giờ")
    value = _optional("khoảng thời gian")
    working = models.BooleanField("ngày làm việc", default=False)
    rrule = _optional("định kỳ")
    rule = models.TextField("cách tính", blank=True, default="")
    inherited_from = _optional("lấy từ")
    start = models.PositiveIntegerField(null=True, editable=False)
    end = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        """Order of mention."""

        verbose_name, verbose_name_plural = "thời hạn", "thời hạn"
        ordering = ("task_id", "position")

    def __str__(self) -> str:
        return str(self.text)


class Correction(models.Model):
    """One cell that a person changed: of the task whose id is ``subject``, or of the head of the directive whose sha256
    it is. Rows are added and never changed but for their state.

    ``batch`` is one taking of one workbook. What counts for a cell is its last row whose state is ``taken``.
    """

    subject = models.CharField("mã nhiệm vụ hoặc văn bản", max_length=255, db_index=True)
    cell = models.CharField("ô", max_length=20)
    before = models.TextField("trước")
    after = models.TextField("sau")
    who = models.TextField("người sửa")
    at = models.DateTimeField("lúc")
    source = models.TextField("tệp")
    batch = models.CharField("lần nạp", max_length=32, db_index=True)
    state = models.CharField("tình trạng", max_length=10, default="taken", db_index=True)

    class Meta:
        """In the order in which they were made."""

        verbose_name, verbose_name_plural = "chỗ đã sửa", "chỗ đã sửa"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.subject} · {self.cell}: {self.after}"


class AddedTask(models.Model):
    """A task that a person wrote because no reading found it; its cells are corrections of ``key``."""

    key = models.CharField("mã nhiệm vụ", max_length=255, unique=True)
    sha256 = models.CharField("mã băm SHA-256 của văn bản", max_length=64, db_index=True)
    clause = _optional("điều, khoản, điểm")
    behind = _optional("đứng sau nhiệm vụ")

    class Meta:
        """In the order in which they were added."""

        verbose_name, verbose_name_plural = "nhiệm vụ thêm tay", "nhiệm vụ thêm tay"
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.key)


class TrackedDirective(models.Model):
    """A directive that an office's own list names. Its tasks are added tasks whose ``sha256`` is the ``key``; they join
    the directive of that number and day as soon as it is there, which is settled when the register is made."""

    key = models.CharField("mã văn bản", max_length=64, unique=True)
    number = _optional("số, ký hiệu")
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    issuer = _optional("cơ quan ban hành")
    subject = _optional("trích yếu")
    source = models.TextField("tệp")
    at = models.DateTimeField("lúc")

    class Meta:
        """In the order in which they were named."""

        verbose_name, verbose_name_plural = "văn bản trong bảng theo dõi", "văn bản trong bảng theo dõi"
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.number or self.subject)


class TrackedRow(models.Model):
    """A row of an office's own list as it stands, with the task that it was taken for."""

    subject = models.CharField("mã nhiệm vụ", max_length=255, db_index=True)
    source = models.TextField("tệp")
    sheet = models.TextField("trang tính")
    row = models.PositiveIntegerField("dòng")
    raw = models.JSONField("các ô")
    at = models.DateTimeField("lúc")

    class Meta:
        """In the order in which they were taken in."""

        verbose_name, verbose_name_plural = "dòng của bảng theo dõi", "dòng của bảng theo dõi"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.source} · {self.sheet} · {self.row}"


class Citation(models.Model):
    """One place where a directive cites another by its number: an edge of the graph of directives.

    It holds what the citing directive says and no more. Which row is meant (``key`` is the number as it is looked for)
    is settled when it is asked, so that the order of arrival changes nothing.
    """

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="citations", verbose_name="văn bản")
    position = models.PositiveIntegerField("thứ tự")
    clause = _optional("điều, khoản, điểm")
    kind = models.CharField("quan hệ", max_length=10)
    word = models.TextField("chữ chỉ quan hệ")
    number = models.TextField("số, ký hiệu được dẫn")
    key = models.TextField(db_index=True, editable=False)
    type = _optional("tên loại")
    issuer = _optional("cơ quan ban hành")
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    clauses = models.JSONField("điều, khoản, điểm được dẫn", default=list)
    words = models.TextField("nguyên văn")
    start = models.PositiveIntegerField(null=True, editable=False)
    end = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        """Within a directive in the order of its text."""

        verbose_name, verbose_name_plural = "chỗ dẫn văn bản", "chỗ dẫn văn bản"
        ordering = ("directive_id", "position")

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class RejectedSegment(models.Model):
    """A segment that was weighed and is no task."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="rejected", verbose_name="văn bản")
    position = models.PositiveIntegerField("thứ tự")
    text = models.TextField("đoạn văn")
    reason = models.TextField("lý do")
    code = models.TextField("mã lý do")
    clause = _optional("điều, khoản, điểm")
    page = models.PositiveIntegerField("trang", null=True, blank=True)
    start = models.PositiveIntegerField(null=True, editable=False)
    end = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        """Within a directive in the order of its text."""

        verbose_name, verbose_name_plural = "đoạn không phải nhiệm vụ", "đoạn không phải nhiệm vụ"
        ordering = ("directive_id", "position")

    def __str__(self) -> str:
        return str(self.text)[:80]


class Assignment(models.Model):
    """What a person decided about a role or general noun: which bodies it means, in one directive or everywhere.

    ``role`` is its words folded, ``scope`` tells the directive by what it is (empty: every directive), ``number`` what
    people call it, ``contents`` are the files of it that were there then; ``bodies`` are name, id and whether it is a
    group; ``decision`` says who, when, why.
    """

    role = models.CharField("vai trò", max_length=255)
    scope = models.CharField("văn bản", max_length=255, blank=True, default="")
    words = models.TextField("vai trò như đã ghi")
    number = models.TextField("số, ký hiệu hoặc tên tệp", blank=True, default="")
    contents = models.JSONField(default=list, editable=False)
    bodies = models.JSONField("cơ quan", default=list)
    decision = models.JSONField("quyết định", editable=False)

    class Meta:
        """A role has one meaning in a directive."""

        verbose_name, verbose_name_plural = "vai trò đã chọn cơ quan", "vai trò đã chọn cơ quan"
        ordering = ("role", "scope")
        constraints = (models.UniqueConstraint(fields=["role", "scope"], name="one_assignment"),)

    def __str__(self) -> str:
        return str(self.words)


class Chained(models.QuerySet):
    """Entries are added and never changed; their words may go (``wipe``). The database refuses it too: ``chaining``."""

    def update(self, **values: object) -> int:
        """Refused."""
        raise TypeError("entries of the audit are never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise TypeError("entries of the audit are never deleted")

    def wipe(self) -> int:
        """Take the words of these entries away."""
        return int(super().update(words=None))


class AuditEntry(models.Model):
    """One entry of the audit, as ``pipeline.audit.Entry``; ``number`` counts without gaps."""

    number = models.PositiveBigIntegerField("số", primary_key=True)
    at = models.DateTimeField("lúc", db_index=True)
    who = models.TextField("ai")
    what = models.CharField("việc", max_length=20)
    content = models.CharField("mã băm SHA-256", max_length=64, blank=True, default="", db_index=True)
    facts = models.TextField("dữ kiện")
    words = models.TextField("nội dung", null=True, blank=True)
    seal = models.CharField("mã của nội dung", max_length=64, blank=True, default="")
    previous = models.CharField("mã của mục trước", max_length=64, blank=True, default="")
    sha256 = models.CharField("mã của mục", max_length=64)

    objects = Chained.as_manager()

    class Meta:
        """In the order in which they were made."""

        verbose_name, verbose_name_plural = "mục nhật ký", "mục nhật ký"
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} · {self.what}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Added once."""
        if not self._state.adding:
            raise TypeError("entries of the audit are never changed")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise TypeError("entries of the audit are never deleted")


class Run(models.Model):
    """One run over the inbox, with its figures in files."""

    started_at = models.DateTimeField("bắt đầu")
    ended_at = models.DateTimeField("kết thúc", null=True, blank=True)
    version = models.TextField("phiên bản chương trình")
    seen = models.PositiveIntegerField("đã xem", default=0)
    new = models.PositiveIntegerField("mới", default=0)
    updated = models.PositiveIntegerField("đọc lại có thay đổi", default=0)
    known = models.PositiveIntegerField("đã biết", default=0)
    failed = models.PositiveIntegerField("lỗi", default=0)
    postponed = models.PositiveIntegerField("hoãn", default=0)

    class Meta:
        """Newest first."""

        verbose_name, verbose_name_plural = "lần chạy", "lần chạy"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.started_at:%d/%m/%Y %H:%M}"


class Failure(models.Model):
    """A file that could not be processed, until it succeeds or is gone. Never holds its content."""

    path = models.TextField("đường dẫn")
    name = models.TextField("tên tệp")
    sha256 = models.CharField("mã băm SHA-256", max_length=64, null=True, blank=True)
    code = models.TextField("mã lỗi")
    message = models.TextField("lỗi")
    advice = models.TextField("cách xử lý", blank=True, default="")
    at = models.DateTimeField("lúc")
    resolved_at = models.DateTimeField("hết lỗi lúc", null=True, blank=True)

    class Meta:
        """Order of occurrence; a file has one open failure."""

        verbose_name, verbose_name_plural = "tệp lỗi", "tệp lỗi"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["path"], condition=models.Q(resolved_at=None), name="one_open_failure"),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.message}"


class Step(models.Model):
    """One step of a document on its way through the office (``stepping``), by its content; a file that could not be
    read at all is known by its path. ``number`` counts the steps of a document, ``last`` is the one in which it is.

    ``seconds`` is how long it stayed in the step, by a clock that nobody sets; None while it is there, and where the
    program came to its end meanwhile. ``path`` is where the file lies, ``to`` where it is being moved. ``attempt``
    counts readings that were not brought to their end, ``who`` is the process that read. ``cut`` says that the program
    was ended in this step.
    """

    sha256 = models.CharField("mã băm SHA-256", max_length=64, blank=True, default="", db_index=True)
    path = models.TextField("đường dẫn", db_index=True)
    to = _optional("chuyển tới")
    name = models.TextField("tên tệp")
    step = models.CharField("bước", max_length=10)
    number = models.PositiveIntegerField("thứ tự", default=1)
    last = models.BooleanField("bước hiện nay", default=True)
    at = models.DateTimeField("lúc")
    seconds = models.FloatField("số giây", null=True, blank=True)
    attempt = models.PositiveIntegerField("lần", default=0)
    who = models.TextField("tiến trình", blank=True, default="")
    code = models.TextField("mã lỗi", blank=True, default="")
    cut = models.BooleanField("bị dừng giữa chừng", default=False)

    class Meta:
        """In the order in which they were taken, whatever the clock said."""

        verbose_name, verbose_name_plural = "bước", "các bước"
        ordering = ("id",)
        indexes = (models.Index(fields=["step"], condition=models.Q(last=True), name="where_documents_are"),)

    def __str__(self) -> str:
        return f"{self.name} · {self.step}"


class Notice(models.Model):
    """That a body was to be told something of a task (``event``: new, due7, due3, due1, late), once: ``key`` is made of
    these, and of the limit but where the task is new. ``content`` is the sha256 of its directive."""

    key = models.CharField("mã thông báo", max_length=64, unique=True)
    event = models.CharField("loại", max_length=10)
    body_key = models.TextField("khóa của cơ quan")
    body = models.TextField("cơ quan")
    subject = models.CharField("mã nhiệm vụ", max_length=255, db_index=True)
    content = models.CharField("mã băm SHA-256", max_length=64, db_index=True)
    due = models.DateField("thời hạn", null=True, blank=True)
    at = models.DateTimeField("lúc", db_index=True)

    class Meta:
        """In the order in which they were made."""

        verbose_name, verbose_name_plural = "thông báo", "thông báo"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.event} · {self.body}"


class Delivery(models.Model):
    """One sending of notices (their keys) to a webhook, or of the digest of a ``day`` to an address: what became of it
    and when it is tried again. ``key`` goes along, so that the receiver knows one that comes twice. It holds no word of
    a directive: what is sent is made when it is sent."""

    key = models.CharField("mã lần gửi", max_length=64, unique=True)
    channel = models.CharField("kênh", max_length=10)
    target = models.TextField("nơi nhận")
    body_key = models.TextField("khóa của cơ quan", blank=True, default="")
    body = models.TextField("cơ quan", blank=True, default="")
    day = models.DateField("ngày", null=True, blank=True)
    notices = models.JSONField("thông báo", default=list)
    state = models.CharField("tình trạng", max_length=10, default="waiting", db_index=True)
    attempts = models.PositiveIntegerField("số lần đã thử", default=0)
    next_at = models.DateTimeField("thử lại lúc", null=True, blank=True)
    outcome = models.TextField("kết quả", blank=True, default="")
    at = models.DateTimeField("lập lúc")
    ended_at = models.DateTimeField("xong lúc", null=True, blank=True)

    class Meta:
        """In the order in which they were made."""

        verbose_name, verbose_name_plural = "lần gửi thông báo", "lần gửi thông báo"
        ordering = ("id",)
        indexes = (models.Index(fields=["channel", "target", "day"], name="delivery_target"),)

    def __str__(self) -> str:
        return f"{self.channel} · {self.target} · {self.state}"


class SearchEntry(models.Model):
    """A directive or a task as it is looked for: what is shown of it, people's corrections included, folded.

    ``words`` are folded, ``spelled`` have their diacritics; ``head`` is the number alone. ``directive`` is None where
    only a list names it, ``task`` for a directive and for a task that a person added. The index of the database over
    ``words`` follows by itself (migration 0013: triggers on SQLite, a generated column on PostgreSQL).
    """

    subject = models.CharField("mã nhiệm vụ hoặc văn bản", max_length=255, db_index=True)
    directive = models.ForeignKey(Directive, models.CASCADE, null=True, related_name="entries", verbose_name="văn bản")
    task = models.ForeignKey(Task, models.CASCADE, null=True, related_name="entries", verbose_name="nhiệm vụ")
    position = models.PositiveIntegerField("thứ tự", default=0)
    head = models.TextField("số, ký hiệu")
    words = models.TextField("chữ không dấu")
    spelled = models.TextField("chữ có dấu")

    class Meta:
        """In the order in which they were made."""

        verbose_name, verbose_name_plural = "mục tìm kiếm", "mục tìm kiếm"
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.subject)


class Mark(models.Model):
    """What programs leave for each other in the database: who is at work, receipts of transactions (``postgres``), what
    is still to be wiped (``wiping``)."""

    name = models.CharField("tên", max_length=255, primary_key=True)
    words = models.TextField("nội dung")
    at = models.DateTimeField("lúc")

    class Meta:
        """Of no use to people."""

        verbose_name, verbose_name_plural = "dấu của chương trình", "dấu của chương trình"

    def __str__(self) -> str:
        return f"{self.name}: {self.words}"
