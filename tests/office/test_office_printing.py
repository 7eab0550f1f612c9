"""PDF files of the pages for leaders: only of what changed, by one call; a signed one is not lost."""

import subprocess

import pytest

from pipeline.errors import InputError, OutputError
from pipeline.office.printing import print_briefs
from pipeline.reading.office_files import soffice
from pipeline.workbooks.placing import remove_stale
from pipeline.workbooks.printed import PDF_NAME
from pipeline.workbooks.publish import MADE


@pytest.fixture
def outputs(tmp_path, monkeypatch):
    """Three agencies, and a LibreOffice that writes down what it is asked for; it cannot convert the page "hỏng"."""
    for folder in ("so-y-te", "so-tai-chinh", "cong-an-tinh"):
        (tmp_path / "co-quan" / folder).mkdir(parents=True)
        (tmp_path / "co-quan" / folder / "danh-sach.docx").write_text(folder)
    calls = []

    def to_pdf(sources, folder, seconds):
        calls.append(sorted(source.stem for source in sources))
        made = {source: folder / f"{source.stem}.pdf" for source in sources if source.read_text() != "hỏng"}
        for source, pdf in made.items():
            pdf.write_text(f"PDF {source.read_text()}")
        return made

    monkeypatch.setattr(soffice, "to_pdf", to_pdf)
    return tmp_path, calls


def test_one_call_and_only_for_what_changed(outputs):
    folder, calls = outputs
    assert [path.parent.name for path in print_briefs(folder, ["sở y tế", "Công an"]).made] == ["cong-an-tinh", "so-y-te"]
    assert print_briefs(folder).unchanged == 2
    assert (folder / "co-quan" / "so-tai-chinh" / PDF_NAME).read_text() == "PDF so-tai-chinh"
    assert print_briefs(folder).made == ()
    (folder / "co-quan" / "so-y-te" / "danh-sach.docx").write_text("mới")
    assert print_briefs(folder).unchanged == 2
    assert calls == [["cong-an-tinh", "so-y-te"], ["so-tai-chinh"], ["so-y-te"]]


def test_a_signed_pdf_stays_and_the_new_one_goes_beside_it(outputs):
    folder, _ = outputs
    print_briefs(folder)
    home = folder / "co-quan" / "so-y-te"
    (home / PDF_NAME).write_text("đã ký số")
    (home / "danh-sach.docx").write_text("mới")
    new = home / "danh-sach.ban-moi.pdf"
    assert print_briefs(folder).made == (new,)
    assert ((home / PDF_NAME).read_text(), new.read_text()) == ("đã ký số", "PDF mới")
    (home / "danh-sach.docx").write_text("mới hơn")
    (home / PDF_NAME).rename(home / "đã ký.pdf")
    assert print_briefs(folder).made == (home / PDF_NAME,)


def test_what_cannot_be_made_is_told_and_the_rest_is_there(outputs):
    folder, _ = outputs
    (folder / "co-quan" / "so-y-te" / "danh-sach.docx").write_text("hỏng")
    with pytest.raises(OutputError, match="không lập được 1 bản"):
        print_briefs(folder)
    assert len(list(folder.glob(f"co-quan/*/{PDF_NAME}"))) == 2
    with pytest.raises(InputError, match="Sở Gì"):
        print_briefs(folder, ["Sở Gì"])


@pytest.mark.parametrize(("error", "told"), [
    (FileNotFoundError("soffice"), "máy này chưa cài"), (PermissionError(13, "no"), "Không chạy được"),
    (subprocess.TimeoutExpired("soffice", 1), "quá lâu"),
])
def test_trouble_with_libreoffice_is_told(outputs, monkeypatch, error, told):
    def fail(*_):
        raise error

    monkeypatch.setattr(soffice, "to_pdf", fail)
    with pytest.raises(OutputError, match=told):
        print_briefs(outputs[0])


def test_a_stale_folder_goes_with_its_pdf_unless_it_was_signed(outputs):
    folder, _ = outputs
    print_briefs(folder)
    agencies = folder / "co-quan"
    (agencies / "so-y-te" / PDF_NAME).write_text("đã ký số")
    for page in agencies.glob("*/danh-sach.docx"):
        page.unlink()
    remove_stale(agencies, (), MADE)
    assert sorted(path.name for path in agencies.iterdir() if path.is_dir()) == ["so-y-te"]
