"""Packages: ZIP files, e-mails and edXML messages that carry a directive with its annexes."""
