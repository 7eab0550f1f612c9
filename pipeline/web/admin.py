"""The tables in Django's administration pages: readings are shown, what people enter is edited."""

# mypy: allow-subclassing-any
from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group, User

from pipeline.store import auditing, indexing, models
from pipeline.store.guard import writing

admin.site.unregister((User, Group))  # accounts are made and changed where the audit sees it (``accounts.people``)


class ReadOnly:
    """Nobody adds rows by hand."""

    def has_add_permission(self, request: object, obj: object = None) -> bool:
        """Rows come from reading files alone."""
        return False

    def log_change(self, request: object, obj: object, message: object) -> None:
        """The audit has it. Django's own log would hold words of a directive and keep them when that is forgotten."""

    def log_deletion(self, request: object, obj: object, object_repr: object) -> None:
        """Neither is what is deleted kept in words."""

    def log_deletions(self, request: object, queryset: object) -> None:
        """Nor where several are."""


class PartyInline(ReadOnly, admin.TabularInline):
    """The parties of a task."""

    model = models.TaskParty
    fields = readonly_fields = ("role", "name", "mention")
    can_delete = False
    extra = 0


class DeadlineInline(ReadOnly, admin.TabularInline):
    """The limits of a task."""

    model = models.Deadline
    fields = readonly_fields = ("text", "due", "time", "value", "rrule", "rule", "inherited_from")
    can_delete = False
    extra = 0


@admin.register(models.Task)
class TaskAdmin(ReadOnly, admin.ModelAdmin):
    """Tasks: status, day, reply and note can be entered."""

    list_display = ("text", "directive", "clause", "status", "completed_on", "reply", "withdrawn")
    list_filter = ("status", "withdrawn", "modality")
    list_editable = ("status", "completed_on", "reply")
    search_fields = ("text", "directive__number", "parties__name")
    readonly_fields = ("key", "directive", "clause", "text", "modality", "product", "page", "confidence", "withdrawn")
    fields = (*readonly_fields, *models.ENTERED)
    inlines = (PartyInline, DeadlineInline)

    def changeform_view(self, request: Any, *given: Any, **named: Any) -> Any:
        """Nobody else writes between what is read and what is saved."""
        with writing() if request.method == "POST" else nullcontext():
            return super().changeform_view(request, *given, **named)

    def changelist_view(self, request: Any, *given: Any, **named: Any) -> Any:
        """The same where several are edited at once."""
        with writing() if request.method == "POST" else nullcontext():
            return super().changelist_view(request, *given, **named)

    def save_model(self, request: Any, obj: models.Task, form: Any, change: bool) -> None:
        """What was entered is entered in the audit too, under the account that is signed in, and can be looked for."""
        before = {name: form.initial.get(name) for name in form.changed_data}
        after = {name: form.cleaned_data.get(name) for name in form.changed_data}
        who = request.user.get_username()
        with writing():
            super().save_model(request, obj, form, change)
            auditing.note(*(replace(one, who=who) for one in
                            auditing.entered(obj.directive.sha256, obj.public_id, before, after)))
            indexing.follow([obj.public_id])


@admin.register(models.Directive)
class DirectiveAdmin(ReadOnly, admin.ModelAdmin):
    """Directives, read only."""

    list_display = ("number", "type", "issuer", "issued_on", "source_name", "twin_of")
    list_filter = ("type", "issuer")
    search_fields = ("number", "issuer", "source_name")
    fields = readonly_fields = ("sha256", "number", "type", "issuer", "issued_on", "source_name", "pages", "text_from",
                                "received_at", "no_task", "twin_of", "warnings", "signatures", "text", "version")


@admin.register(models.SourceFile, models.Agency, models.Assignment, models.RejectedSegment, models.Run,
                models.Failure, models.AuditEntry)
class PlainAdmin(ReadOnly, admin.ModelAdmin):
    """Shown as they are."""

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        """These rows are records of what happened."""
        return False
