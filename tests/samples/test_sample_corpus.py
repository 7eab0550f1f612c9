"""What is committed under ``corpus/``: complete, true to the dispatch files, and fit for the gold format."""

import io
import json
import re
import unicodedata
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import docx
import pypdfium2
import pytest

from tools.samples import catalogue, gold, pdf, word
from tools.samples.build import build
from tools.samples.dispatch import FOLDER

ROOT = Path(__file__).parents[2]
SAMPLES, GOLD = ROOT / "corpus" / "samples", ROOT / "corpus" / "gold"
IDS = sorted(path.stem for path in FOLDER.glob("*.toml"))
GROUPS = {"các bộ, ngành", "các sở, ban, ngành"}
KINDS = {"công văn", "công điện", "chỉ thị", "thông báo", "kế hoạch", "quyết định", "giấy mời", "nghị quyết"}


@pytest.fixture(params=IDS)
def dispatch(request, dispatches):
    return next(item for item in dispatches if item.id == request.param)


def squeeze(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))


@cache
def docx_text(path):
    document = docx.Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return squeeze("\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))


def pdf_text(path):
    """The text of all pages without the page numbers at their tops; a hyphen at a line's end is a hyphen."""
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    text = " ".join(re.sub(r"^\s*\d+\s*\r?\n", "", page) for page in pages)
    return squeeze(re.sub(r"(-\s*\r?\n|[\x02\ufffe]\s*)(?=\S)", "-", text))


def parts(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_there_are_enough_samples_of_enough_kinds(dispatches):
    assert len(dispatches) >= 16
    assert {item.directive["type"] for item in dispatches} >= KINDS
    assert {item.level for item in dispatches} >= {"central", "ministry", "province", "district", "commune"}


def test_names_match_in_every_folder():
    assert sorted(path.stem for path in SAMPLES.glob("*.docx")) == IDS
    assert sorted(path.stem for path in SAMPLES.glob("*.pdf")) == IDS
    assert sorted(path.stem for path in GOLD.glob("*.json")) == IDS


def test_gold_file_says_what_the_dispatch_says(dispatch):
    assert (GOLD / f"{dispatch.id}.json").read_text(encoding="utf-8") == gold.render(dispatch)


def test_docx_file_says_what_the_dispatch_says(dispatch):
    committed = (SAMPLES / f"{dispatch.id}.docx").read_bytes()
    assert parts(committed) == parts(word.render(dispatch))


def test_every_annotated_text_is_in_the_docx(dispatch):
    text = docx_text(SAMPLES / f"{dispatch.id}.docx")
    assert [task.text for task in dispatch.tasks if squeeze(task.text) not in text] == []


def test_every_annotated_text_of_the_body_is_in_the_pdf(dispatch):
    text = pdf_text(SAMPLES / f"{dispatch.id}.pdf")
    tasks = [task.text for block in dispatch.body for task in block.tasks]
    assert [task for task in tasks if squeeze(task) not in text] == []


def test_pdf_was_printed_from_this_docx(dispatch):
    assert pdf.is_print_of(SAMPLES / f"{dispatch.id}.pdf", (SAMPLES / f"{dispatch.id}.docx").read_bytes())
    other = IDS[IDS.index(dispatch.id) - 1]
    assert not pdf.is_print_of(SAMPLES / f"{dispatch.id}.pdf", (SAMPLES / f"{other}.docx").read_bytes())


def test_pdf_is_set_in_one_font_with_all_vietnamese_letters(dispatch):
    raw = (SAMPLES / f"{dispatch.id}.pdf").read_bytes()
    assert b"/FontName/" in raw
    assert pdf.other_fonts(raw) == set()


def test_every_annex_cell_is_in_the_docx(dispatch):
    text = docx_text(SAMPLES / f"{dispatch.id}.docx")
    cells = [cell for annex in dispatch.annexes for row in annex.rows for cell in row.cells]
    assert [cell for cell in cells if squeeze(cell) not in text] == []


def test_head_of_the_annotation_is_printed(dispatch):
    text = docx_text(SAMPLES / f"{dispatch.id}.docx")
    head = gold.annotation(dispatch)["directive"]
    printed = [head["subject"], head["signer"]["name"], head["number"]]
    printed += [item["number"] for item in head["references"]]
    assert [value for value in printed if value and value not in text] == []
    assert head["signer"]["position"].upper() in text


def test_gold_fields_are_well_formed(dispatch):
    record = json.loads((GOLD / f"{dispatch.id}.json").read_text(encoding="utf-8"))
    assert list(record) == ["id", "directive", "tasks"]
    assert record["id"] == dispatch.id
    head = record["directive"]
    assert list(head) == ["number", "type", "issuer", "issued_on", "subject", "signer", "references"]
    assert head["type"] == head["type"].lower()
    for day in [head["issued_on"], *(item["issued_on"] for item in head["references"])]:
        assert day is None or date.fromisoformat(day)
    numbers = [item["number"] for item in head["references"]]
    assert len(numbers) == len(set(numbers))
    assert head["number"] not in numbers


def test_gold_tasks_are_well_formed(dispatch):
    for task in gold.annotation(dispatch)["tasks"]:
        assert list(task) == ["clause", "text", "modality", "lead", "support", "deadlines"]
        assert task["text"] == task["text"].strip(" .;")
        assert not set(task["lead"]) & set(task["support"])
        for name in [*task["lead"], *task["support"]]:
            assert name in GROUPS or not name.startswith(("các ", "Các ")), name
        for entry in task["deadlines"]:
            assert well_formed(entry), entry


def well_formed(entry):
    if entry["type"] == "DATE":
        return bool(date.fromisoformat(entry["due"])) and re.fullmatch(r"\d\d:\d\d", entry.get("time", "00:00"))
    if entry["type"] == "DURATION":
        return re.fullmatch(r"P(\d+D|T\d+H)", entry["value"])
    return re.fullmatch(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=\w+)*", entry["rrule"])


def test_limits_of_all_kinds_and_all_modalities_occur(dispatches):
    tasks = [task for item in dispatches for task in gold.annotation(item)["tasks"]]
    assert {entry["type"] for task in tasks for entry in task["deadlines"]} == {"DATE", "DURATION", "SET"}
    assert {task["modality"] for task in tasks} == {"obligation", "prohibition", "accountability"}
    assert any(task["lead"] == [] for task in tasks)
    assert sum(not item.tasks for item in dispatches) >= 2


def test_urgent_documents_occur_and_no_secret_one(dispatches):
    assert {item.letter.urgency for item in dispatches} == {"", "KHẨN", "HỎA TỐC"}
    assert not any(item.letter.secrecy for item in dispatches)


def test_the_draft_has_neither_number_nor_day(dispatches):
    drafts = [item for item in dispatches if item.directive.get("number") is None]
    assert [item.id for item in drafts] == ["cv-du-thao-ubnd-kt-2026"]
    assert drafts[0].directive.get("issued_on") is None


def test_some_documents_are_numbered_by_word_itself(dispatches):
    automatic = [item for item in dispatches if item.letter.automatic]
    assert len(automatic) >= 4
    for item in automatic:
        body = docx.Document(SAMPLES / f"{item.id}.docx").element.body
        assert body.xpath(".//w:p/w:pPr/w:numPr/w:numId"), item.id


@pytest.mark.parametrize("name", ["kh-86-kh-ubnd-2023", "kh-2140-kh-ubnd-2025"])
def test_annex_tables_run_over_two_pages_with_a_repeated_header(name):
    table = docx.Document(SAMPLES / f"{name}.docx").tables[-1]
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    with pypdfium2.PdfDocument(SAMPLES / f"{name}.pdf") as document:
        last = document[len(document) - 1].get_textpage().get_text_range()
    assert table.rows[0].cells[-1].text.split()[0] in last
    assert table.rows[-1].cells[0].text in last
    assert table.rows[1].cells[1].text not in squeeze(last)


def test_the_corpus_stays_small():
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < 6_000_000


def test_the_table_in_the_readme_is_up_to_date(dispatches):
    assert catalogue.table(dispatches) in (ROOT / "corpus" / "README.md").read_text(encoding="utf-8")


def test_a_build_writes_once_and_then_nothing(tmp_path):
    source, readme = tmp_path / "dispatches", tmp_path / "corpus" / "README.md"
    source.mkdir()
    readme.parent.mkdir()
    readme.write_text(f"{catalogue.BEGIN}\n{catalogue.END}\n", encoding="utf-8")
    name = "tb-58-tb-stnmt-2022"
    (source / f"{name}.toml").write_text((FOLDER / f"{name}.toml").read_text(encoding="utf-8"), encoding="utf-8")
    assert build(tmp_path, source, with_pdf=False).words == (name,)
    again = build(tmp_path, source, with_pdf=False)
    assert (again.words, again.golds) == ((), ())
    assert name in readme.read_text(encoding="utf-8")


def test_the_secret_fixture_carries_its_stamp(secret_docx):
    head = docx.Document(secret_docx).tables[0]
    assert "MẬT" in [paragraph.text for paragraph in head.rows[1].cells[0].paragraphs]
