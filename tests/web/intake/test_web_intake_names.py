"""Names of files that come over the web."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.intake.names import LONGEST, refusal, safe


@pytest.mark.parametrize(("given_name", "name"), [
    ("Công văn số 15.pdf", "Công văn số 15.pdf"),
    (unicodedata.normalize("NFD", "Công văn.pdf"), "Công văn.pdf"),
    ("../../etc/cron.d/a.pdf", "a.pdf"),
    ("C:\\Users\\an\\a.pdf", "a.pdf"),
    ("/a.pdf", "a.pdf"),
    ("a\0.pdf", "a.pdf"),
    ("a\r\n\tb.pdf", "a b.pdf"),
    ("a\u202egpj.pdf", "agpj.pdf"),
    ("\x1b[2Ja.pdf", "[2Ja.pdf"),
    ("  a   b.pdf  ", "a b.pdf"),
    (".htaccess", "htaccess"),
    ("....pdf", "pdf"),
    ("a.pdf...", "a.pdf"),
    ("a.pdf ", "a.pdf"),
    ("CON", "_CON"),
    ("con.pdf", "_con.pdf"),
    ("LPT1.tar.gz", "_LPT1.tar.gz"),
    ("console.pdf", "console.pdf"),
    ("a<b>:\"c\"|?*.pdf", "a_b___c____.pdf"),
    ("", "tai-lieu"),
    ("..", "tai-lieu"),
    ("\0", "tai-lieu"),
])
def test_a_name_is_made_safe(given_name, name):
    assert safe(given_name) == name


@pytest.mark.parametrize("long", ["a" * 400 + ".pdf", "đ" * 400 + ".pdf", "a.pdf" + "x" * 400, "a" * 179 + " .docx"])
def test_a_long_name_is_cut_between_letters_and_keeps_its_end(long):
    name = safe(long)
    assert len(name.encode()) <= LONGEST
    assert name.endswith((".pdf", ".docx")) or long.startswith("a.pdf")


@given(st.text(max_size=300))
def test_no_name_leads_anywhere_or_is_hidden(text):
    name = safe(text)
    assert name
    assert not set(name) & set('/\\\0<>:"|?*')
    assert not name.startswith((".", "~", " "))
    assert not name.endswith((".", " ", "~"))
    assert all(unicodedata.category(letter)[0] != "C" for letter in name)
    assert len(name.encode()) <= LONGEST
    assert safe(name) == name


@pytest.mark.parametrize(("name", "told"), [
    ("a.pdf", ""), ("a.DOCX", ""), ("a.zip", ""), ("a.jpg", ""),
    ("a.exe", "không phải định dạng"), ("a.pdf.exe", "không phải định dạng"), (".htaccess", "không phải định dạng"),
    ("a", "không phải định dạng"), ("a.php", "không phải định dạng"), ("a.svg", "không phải định dạng"),
    ("~$a.docx", "tệp ẩn hoặc tệp tạm"), (".~lock.a.docx#", "tệp ẩn hoặc tệp tạm"), ("a.pdf.ghi-chu.txt", "tệp ẩn"),
    ("a.pdf.part", "tệp đang tải về"),
])
def test_what_the_watched_folder_does_not_take_is_not_taken_here(name, told):
    assert refusal(name).startswith(told) if told else refusal(name) == ""
