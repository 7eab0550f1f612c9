"""Whose account the program runs under, for what is written down about who did something."""

from __future__ import annotations

import getpass
import os


def account() -> str:
    """The name of the account, or its number (Vietnamese) where it has none, as in containers."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return f"tài khoản số {os.getuid()}"
