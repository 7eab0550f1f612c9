"""The annotation of a dispatch in the form of the gold files: ``{id, directive, tasks}``."""

from __future__ import annotations

import json
from typing import Any

from tools.samples.dispatch import Dispatch, SampleError, Task

FIELDS = ("number", "type", "issuer", "issued_on", "subject")


def deadline(text: str) -> dict[str, Any]:
    """Write out a compact deadline.

    ``2024-04-30`` and ``2024-04-30T17:00`` are days, ``P5D`` and ``P5D working`` spans, ``FREQ=…`` with an
    optional ``@16:00`` a recurrence (RFC 5545).
    """
    if text.startswith("P"):
        value, _, working = text.partition(" ")
        return {"type": "DURATION", "value": value, **({"working": True} if working else {})}
    if text.startswith("FREQ="):
        rule, _, time = text.partition("@")
        return {"type": "SET", "rrule": rule, **({"time": time} if time else {})}
    day, _, time = text.partition("T")
    return {"type": "DATE", "due": day, **({"time": time} if time else {})}


def _reference(text: str) -> dict[str, str | None]:
    number, _, issued_on = text.partition(" ")
    return {"number": number, "issued_on": issued_on or None}


def _task(task: Task) -> dict[str, Any]:
    return {
        "clause": task.clause,
        "text": task.text,
        "modality": task.modality,
        "lead": list(task.lead),
        "support": list(task.support),
        "deadlines": [deadline(text) for text in task.due],
    }


def annotation(dispatch: Dispatch) -> dict[str, Any]:
    """The gold record of a dispatch; a field that the TOML leaves out is null.

    Raises:
        SampleError: for a value outside the guideline's vocabulary.
    """
    head = dispatch.directive
    for task in dispatch.tasks:
        if task.modality not in {"obligation", "prohibition", "accountability"}:
            raise SampleError(f"{dispatch.id}: unknown modality {task.modality!r}")
    signer = head.get("signer")
    directive: dict[str, Any] = {name: head.get(name) for name in FIELDS}
    directive["signer"] = signer and {**signer, "authority": signer.get("authority")}
    directive["references"] = [_reference(text) for text in head.get("references", ())]
    return {"id": dispatch.id, "directive": directive, "tasks": [_task(task) for task in dispatch.tasks]}


def render(dispatch: Dispatch) -> str:
    """The gold file's text: JSON, one space of indent, letters unescaped."""
    return json.dumps(annotation(dispatch), ensure_ascii=False, indent=1) + "\n"
