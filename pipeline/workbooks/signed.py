"""Digital signatures in a clerk's words: who signed, when, and how far the signature still vouches for the file."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Signature

from .words import short_date


def signature_lines(signatures: Sequence[Signature]) -> list[str]:
    """A line for each signer, then what is known of the authorities; many signatures of one signer are one line."""
    signers: dict[tuple[str, str], list[Signature]] = {}
    for signature in signatures:
        signers.setdefault((_who(signature), _state(signature)), []).append(signature)
    lines = [_line(who, state, made) for (who, state), made in signers.items()]
    return lines + [f"({trusted})" for trusted in dict.fromkeys(s.trusted for s in signatures)]


def _line(who: str, state: str, made: Sequence[Signature]) -> str:
    when = next((s.signed_at for s in reversed(made) if s.signed_at), None)
    at = f", {when:%H} giờ {when:%M} ngày {short_date(when.date())}" if when else ", không ghi giờ ký"
    count = f", {len(made)} chữ ký" if len(made) > 1 else ""
    return f"{who}{at}{count}: {state}"


def _who(signature: Signature) -> str:
    if signature.officer and signature.organisation:
        return f"{signature.officer} ({signature.organisation})"
    return signature.officer or signature.organisation or "Không rõ người ký"


def _state(signature: Signature) -> str:
    """``nguyên vẹn`` only where nothing but other signatures came after; else what happened."""
    if signature.intact is None:
        return "chưa kiểm tra được tính toàn vẹn"
    if not signature.intact:
        return f"không nguyên vẹn{_told(signature.changed_after)}"
    return f"nguyên vẹn{_told(signature.changed_after)}"


def _told(after: str) -> str:
    return f", {after}" if after else ""
