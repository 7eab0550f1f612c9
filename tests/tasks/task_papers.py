"""Small directives made of paragraphs, through structure, language and tasks."""

from dataclasses import dataclass

from pipeline.language.annotate import annotate
from pipeline.model import Cell, Discourse, Document, Head, Paragraph, Rejected, Source, Structure, Table, Task
from pipeline.settings import Settings
from pipeline.structure.parse import parse
from pipeline.tasks import assemble
from pipeline.tasks.resolve import Resolver
from pipeline.tasks.tree import Tree

LETTER, DECREE = "công văn", "tên loại"


@dataclass(frozen=True)
class Run:
    """What each room made of a paper."""

    document: Document
    structure: Structure
    discourse: Discourse
    tasks: tuple[Task, ...]
    rejected: tuple[Rejected, ...]

    @property
    def head(self) -> Head:
        return self.structure.head


def head_lines(kind, to, day, about):
    """The lines above the body, as NĐ 30/2020 orders them."""
    sign = {"công văn": "UBND-TH", "báo cáo": "BC-UBND", "kế hoạch": "KH-UBND", "chỉ thị": "CT-UBND", "công điện": "CĐ-UBND",
            "quyết định": "QĐ-UBND", "thông báo": "TB-UBND"}[kind]
    lines = ["ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI", f"Số: 12/{sign}"]
    if kind == "công văn":
        lines.append(f"V/v {about}")
    lines += ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", f"Lào Cai, ngày {day}"]
    if kind != "công văn":
        lines += [kind.upper(), f"Về việc {about}" if kind != "kế hoạch" else about[0].upper() + about[1:]]
    if to:
        lines.append("Kính gửi: " + to[0] if len(to) == 1 else "Kính gửi:")
        lines += [f"- {name}{';' if name != to[-1] else '.'}" for name in to] if len(to) > 1 else []
    return lines


TAIL = ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu"]


def paper(body, kind="công văn", to=(), day="05 tháng 3 năm 2024", about="tăng cường công tác quản lý", annex=(), table=(), tail=TAIL):
    """A document of one page: head lines, ``body`` paragraphs, signature, ``annex`` paragraphs and then ``table``
    (rows of cells, the first row its header; None is a cell that the one above it is merged with)."""
    lines = [*head_lines(kind, to, day, about), *body, *tail, *annex]
    spans, at = [], 0
    for line in lines:
        spans.append((at, at + len(line)))
        at += len(line) + 1
    start, cells = at, []
    for r, row in enumerate(table):
        for c, words in enumerate(row):
            if words is None:
                continue
            below = next((k for k in range(r + 1, len(table)) if table[k][c] is not None), len(table))
            cells.append(Cell(at, at + len(words), r, c, below - r))
            spans.append((at, at + len(words)))
            lines.append(words)
            at += len(words) + 1
    text = "\n".join(lines)
    tables = (Table(start, len(text), 1, len(table), len(table[0]), tuple(cells), 1),) if table else ()
    paragraphs = tuple(Paragraph(s, e, 1) for s, e in spans)
    return Document(Source("thu.txt", "0" * 64, 1, "txt"), text, paragraphs, tables)


def run(document):
    structure = parse(document)
    discourse = annotate(structure, document.text, Settings())
    return Run(document, structure, discourse, *assemble(document, structure, discourse))


def shown(limit):
    """A limit as one word: the last day with its hour, else the rule, else the length."""
    day = f"{limit.due:%Y-%m-%d}" + (f"T{limit.time}" if limit.time else "") if limit.due else None
    return (limit.rrule or day) if limit.type != "DURATION" else (limit.value or "") + ("w" if limit.working else "")


def resolutions(result):
    """Words of a segment → what the table of precedence makes of it."""
    tree = Tree(result.document, result.structure, result.discourse)
    resolver = Resolver(tree)
    return {result.document.text[s.start:s.end]: resolver.resolve(clause, s)
            for clause in tree.clauses for s in tree.block(clause).segments}
