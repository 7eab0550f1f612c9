"""Posts notices to the webhooks of the office: JSON, signed as Standard Webhooks are (``webhook-id``,
``webhook-timestamp``, ``webhook-signature``: HMAC-SHA256 over *id.timestamp.body*, in base64 behind *v1,*).

Only the address that the office set is spoken to: no proxy of the environment, and a redirection is a failure.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final
from urllib.request import Request

import pipeline
from pipeline.settings import Webhook
from pipeline.store.results import Outcome

from .notices import EVENTS, Notice
from .reaching import why

SECONDS: Final = 10.0
"""How long a receiver may keep silent."""
TITLE: Final = 100
"""So many letters of a task are its title."""
_PREFIX: Final = "whsec_"


def payload(key: str, office: str, notices: Iterable[Notice], as_of: date, *, words: bool) -> dict[str, Any]:
    """What is posted. Of a directive no more than its number and the titles of its tasks, unless ``words``."""
    return {"id": key, "type": "chidao.notices", "office": office, "as_of": as_of.isoformat(),
            "notices": [told(one, as_of, words=words) for one in notices]}


def told(one: Notice, as_of: date, *, words: bool) -> dict[str, Any]:
    """One notice as others get it."""
    from pipeline.workbooks.sources import shortened  # noqa: PLC0415  openpyxl is loaded only when it is needed

    task, head = one.task, one.task.directive.head
    found: dict[str, Any] = {
        "key": one.key, "event": EVENTS[one.kind], "kind": one.kind,
        "days_left": (task.due - as_of).days if task.due else None,
        "body": {"name": one.body, "id": one.body_id}, "role": "lead" if one.leads else "support",
        "task": {"id": task.id, "number": head.number, "due": task.due.isoformat() if task.due else None,
                 "status": task.status, "title": shortened(task.text, TITLE)},
    }
    if words:
        found["task"] |= {"text": task.text, "clause": task.clause, "type": head.type, "issuer": head.issuer,
                          "issued_on": head.issued_on.isoformat() if head.issued_on else None,
                          "subject": head.subject}
    return found


def signed(secret: str, key: str, moment: int, body: bytes) -> str:
    """The signature of a body posted under this key at this moment (seconds since 1970)."""
    made = hmac.new(_bytes(secret), f"{key}.{moment}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(made).decode('ascii')}"


def post(hook: Webhook, key: str, content: Mapping[str, Any]) -> Outcome:
    """Post to a webhook; any 2xx means that it was taken."""
    body, moment = json.dumps(content, ensure_ascii=False).encode(), int(time.time())
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": f"chidao/{pipeline.__version__}",
               "Idempotency-Key": key, "webhook-id": key, "webhook-timestamp": str(moment),
               "webhook-signature": signed(hook.secret, key, moment, body)}
    try:
        with _opener().open(Request(hook.url, body, headers, method="POST"), timeout=SECONDS) as answer:
            return Outcome(True, f"đã nhận (mã {answer.status})")
    except urllib.error.HTTPError as error:
        error.close()
        if 300 <= error.code < 400:
            words = f"nơi nhận chuyển hướng (mã {error.code}); không đi theo, sửa url trong chidao.toml"
            return Outcome(False, words)
        return Outcome(False, f"nơi nhận trả lời mã {error.code}")
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Outcome(False, f"không nối được: {why(error)}", there=False)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """What was meant for one host goes to no other."""

    def redirect_request(self, *_given: Any) -> None:
        """Nowhere."""
        return


def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


def _bytes(secret: str) -> bytes:
    """The key of a secret: what stands behind *whsec_* is base64, anything else its letters."""
    if secret.startswith(_PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
        except ValueError:  # no base64 after all
            pass
    return secret.encode()
