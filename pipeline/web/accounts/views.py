"""Signing in and out, and one's own password."""

# mypy: allow-subclassing-any
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import views
from django.http import HttpResponse
from django.urls import reverse_lazy

from . import noting


class Login(views.LoginView):
    """The page for signing in."""

    template_name = "accounts/login.html"
    redirect_authenticated_user = True


class Logout(views.LogoutView):
    """Signing out, by a form alone: no link from elsewhere does it."""


class Password(views.PasswordChangeView):
    """One's own password; other sessions of the account end."""

    template_name = "accounts/password.html"
    success_url = reverse_lazy("home")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """The fields with their words and what a browser may fill in."""
        found: dict[str, Any] = super().get_context_data(**more)
        form = found["form"]
        found["fields"] = [(form["old_password"], "Mật khẩu đang dùng", "current-password"),
                           (form["new_password1"], "Mật khẩu mới", "new-password"),
                           (form["new_password2"], "Ghi lại mật khẩu mới", "new-password")]
        return found

    def form_valid(self, form: Any) -> HttpResponse:
        """Kept, and entered in the audit."""
        response = super().form_valid(form)
        name = self.request.user.get_username()
        noting.note("user.password", name, {"account": name})
        messages.success(self.request, "Đã đổi mật khẩu.")
        return response
