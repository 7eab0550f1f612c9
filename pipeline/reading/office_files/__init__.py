"""Files of other office programs (.doc, .rtf, .odt): turned into DOCX by LibreOffice, then read as DOCX."""
