"""Quản trị: people and tokens, bodies, settings, files that failed, the audit, notices, the machine. For administrators
alone."""
