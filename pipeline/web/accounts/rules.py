"""Rules for passwords whose words Django does not have in Vietnamese."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import password_validation


class Length(password_validation.MinimumLengthValidator):  # type: ignore[misc]  # Django ships no types
    """At least eight characters."""

    def get_error_message(self) -> str:
        """What is told."""
        return f"Mật khẩu quá ngắn, cần ít nhất {self.min_length} ký tự."


class Alike(password_validation.UserAttributeSimilarityValidator):  # type: ignore[misc]  # Django ships no types
    """Not like the name of the account."""

    def get_error_message(self, *given: Any) -> str:
        """What is told."""
        return "Mật khẩu quá giống tên đăng nhập hoặc họ tên."
