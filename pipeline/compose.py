"""The table of contents of the program: one file through all rooms."""

from __future__ import annotations

import gc
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL.ImageOps import exif_transpose

from pipeline.language.annotate import annotate
from pipeline.language.annotate import load as load_grammars
from pipeline.language.limits.workdays import load as load_calendar
from pipeline.language.tagging import load as load_tagger
from pipeline.model import Box, Document, Doubt, Extraction, Head, Structure
from pipeline.model.facsimile import Leaf
from pipeline.model.text import RECOGNISED
from pipeline.reading import read
from pipeline.reading import split as split_package
from pipeline.reading.facsimile.drawing import draw, page_sizes
from pipeline.reading.facsimile.placing import leaves
from pipeline.reading.facsimile.printed import SECONDS as PRINTING
from pipeline.reading.facsimile.printed import is_printed, to_pdf
from pipeline.reading.ocr.attached import on_white
from pipeline.reading.ocr.image import opened
from pipeline.reading.packed import packed, unpacked
from pipeline.reading.pdf.cutting import cut_out as cut_pdf
from pipeline.reading.pdf.cutting import top, top_of
from pipeline.reading.signatures.evidence import load as load_signatures
from pipeline.settings import Settings
from pipeline.structure.parse import parse
from pipeline.tasks import assemble, check_figures, check_tasks, check_words, one_name
from pipeline.tasks.assemble import Assembly
from pipeline.tasks.explain import Explained
from pipeline.tasks.explain import explain as explain_rows

_GARBAGE = 100_000  # objects made and not gone before they are looked through


def extract(path: Path, settings: Settings | None = None) -> Extraction:
    """Read a file and find its tasks.

    Raises the errors of ``pipeline.errors``: ``InputError`` when the file cannot be used as it is,
    ``SecretDirective`` when it bears a mark of secrecy (``reading.secrecy.gate``).
    """
    settings, began = settings or Settings(), time.perf_counter()
    document = read(path, settings)
    took = ("reading", time.perf_counter() - began)
    found = from_document(document, settings)
    return replace(found, took=(took, *found.took))


def from_document(document: Document, settings: Settings) -> Extraction:
    """The rooms behind the reading; what was recognised goes along, for it takes long to recognise again."""
    began = time.perf_counter()
    structure = parse(document)
    took = ("structure", time.perf_counter() - began)
    found = from_structure(document, structure, settings)
    found = replace(found, took=(took, *found.took))
    return replace(found, document=packed(document)) if document.source.text_from in RECOGNISED else found


def apply_rules(document: bytes, settings: Settings) -> Extraction:
    """The tasks of a document that was read before (``Extraction.document``), by the rules of today. Raises ValueError
    when the bytes are none."""
    return from_document(unpacked(document), settings)


def from_structure(document: Document, structure: Structure, settings: Settings) -> Extraction:
    """The rooms behind the structure: words, tasks, doubts."""
    began = time.perf_counter()
    discourse = annotate(structure, document.text, settings)
    annotated = time.perf_counter()
    tasks, rejected = assemble(document, structure, discourse)
    tasks = one_name(document, tasks)
    doubts = (document.warnings + structure.warnings + check_tasks(structure.head, discourse, tasks)
              + (*check_figures(document, tasks), *check_words(document, tasks)) + _no_task(tasks, rejected))
    took = ("language", annotated - began), ("tasks", time.perf_counter() - annotated)
    return Extraction(document.source, document.text, structure.head, structure.references, tasks, rejected, doubts,
                      document.signatures, took=took)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The rows of a file, each with the words that gave its values and those that were weighed and lost."""

    name: str
    head: Head
    rows: tuple[Explained, ...]


def explain(path: Path, settings: Settings | None = None) -> Explanation:
    """Read a file and tell where every value of its tasks comes from. Raises the same errors as ``extract``."""
    settings = settings or Settings()
    document = read(path, settings)
    structure = parse(document)
    assembly = Assembly(document, structure, annotate(structure, document.text, settings))
    assembly.run()
    return Explanation(document.source.name, structure.head, explain_rows(assembly))


def warm_up() -> None:
    """Load what only some files need and a process needs once: for one that reads many files.

    Takes about two seconds; a single file is read sooner without. What is loaded by then stays for good, so garbage is
    not looked for in it any more, and less often in what comes after.
    """
    load_signatures()
    load_tagger()
    load_calendar()
    load_grammars()
    gc.freeze()
    gc.set_threshold(_GARBAGE)


def split(path: Path, settings: Settings, folder: Path) -> list[Path]:
    """Write each directive of a package (``SeveralDirectives``) as a file of its own under ``folder``.

    Raises ``InputError`` when the package cannot be used, ``SecretDirective`` for a secret member.
    """
    return split_package(path, settings, folder)


def cut_out(path: Path, places: Mapping[str, Sequence[Box]], settings: Settings) -> dict[str, str]:
    """The lines in each of the ``places`` of a PDF as PNG in base64. Raises ``InputError`` when it cannot be opened."""
    return cut_pdf(path, places, settings.password)


def draw_page(path: Path, number: int, width: int, settings: Settings) -> bytes:
    """Page ``number`` (from 1) of a PDF or picture file as JPEG. Raises ``InputError``."""
    return draw(path, number, width, settings.password)


def print_pages(path: Path, settings: Settings) -> bytes | None:
    """A file of words as PDF, None for a file that has pages itself. Raises ``InputError``."""
    return to_pdf(path, min(settings.max_seconds, PRINTING)) if is_printed(path) else None


def place_words(path: Path, text: str, document: bytes, settings: Settings) -> tuple[Leaf, ...]:
    """The pages of a PDF or picture file with the words of a directive's ``text`` on them; ``document`` is what was
    recognised of it before, empty where it is quicker to read it again. Raises ``InputError``."""
    sizes = page_sizes(path, settings.password)
    known = unpacked(document) if document else None
    if known is None or known.source.pages != len(sizes) or not len(known.words):
        known = read(path, replace(settings, cleared=True))  # what is in the store has passed the gate
    return leaves(text, known, sizes)


def cut_top(path: Path, settings: Settings) -> str:
    """The head of the first page of a PDF or picture as PNG in base64. Raises ``InputError`` when it cannot be opened,
    OSError for a picture that cannot be decoded."""
    if path.suffix.casefold() == ".pdf":
        return top(path, settings.password)
    with opened(path) as picture:
        return top_of(on_white(exif_transpose(picture)))


def _no_task(tasks: tuple[object, ...], rejected: tuple[object, ...]) -> tuple[Doubt, ...]:
    if tasks:
        return ()
    seen = f"đã xem {len(rejected)} đoạn, không đoạn nào giao việc" if rejected else "không có đoạn nào giao việc"
    message = f"Văn bản không giao nhiệm vụ nào: {seen}. Lý do từng đoạn ghi ở danh sách đoạn không lấy."
    return (Doubt("khong-co-nhiem-vu", message),)
