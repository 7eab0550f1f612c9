"""Web pages where a directive is expected: files saved as HTML or MHT, texts of e-mails, parts put into Word files."""
