"""The shared model: frozen dataclasses that import nothing of the program."""

from .directive import Clause, ClauseKind, Head, Reference, Relation, Secrecy, Signer, Structure, TableRow, Urgency
from .mention import CellMentions, ClauseMentions, Command, Mentions, QualifierKind, SectionKind, Segment, SegmentKind
from .register import DirectiveRow, FailureRow, Register, RejectedRow, Status, TaskRow
from .task import Evidence, Extraction, Limit, Modality, Party, Rejected, Task
from .text import Align, Box, Cell, Column, Document, Doubt, Furniture, Paragraph, Source, Style, Table, TextFrom, Word, WordMap

__all__ = [
    "Align", "Box", "Cell", "Column", "CellMentions", "ClauseMentions", "Command", "Mentions", "QualifierKind", "SectionKind", "Segment", "SegmentKind", "Clause", "ClauseKind", "DirectiveRow", "Document", "Doubt", "Evidence", "Extraction", "FailureRow",
    "Furniture", "Head",
    "Limit", "Modality", "Paragraph", "Party", "Reference", "Register", "Rejected", "RejectedRow", "Relation", "Secrecy", "Signer", "Source", "Status",
    "Structure", "Style", "Table", "TableRow", "Task", "TaskRow", "TextFrom", "Urgency", "Word", "WordMap",
]
