"""Tiếp nhận: files are handed in in the browser, and what becomes of each is seen while it happens."""
