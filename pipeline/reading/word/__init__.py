"""Word documents (DOCX): paragraphs with their computed numbers, tables told apart as layout or data."""
