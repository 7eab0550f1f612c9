"""Plain text: decoded, hard-wrapped lines joined, cells between ``|`` read as columns or as a table."""
