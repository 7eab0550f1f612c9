"""Born-digital PDF: words and rules from pdfium, tables found with pdfplumber, lines and columns by geometry."""
