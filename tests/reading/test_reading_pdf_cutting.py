"""Lines of a page as small pictures."""

import base64
import io

import pytest
from PIL import Image

from pipeline.errors import BrokenFile
from pipeline.model import Box
from pipeline.reading.pdf.cutting import cut_out
from tests.reading.reading_papers import Sheet, needs_fonts


def picture(made):
    return Image.open(io.BytesIO(base64.b64decode(made)))


@pytest.fixture
def paper(tmp_path):
    sheet = Sheet(tmp_path / "a.pdf").text(100, 200, "Sở Y tế kiểm tra bếp ăn.").text(100, 300, "Một dòng khác.")
    return sheet.page().text(80, 100, "Trang hai có dòng dài hơn hẳn.").save()


@needs_fonts
def test_whole_lines_are_cut_out_without_the_white_beside(paper):
    half = Box(1, 140, 188, 180, 204)  # the middle of the line
    made = cut_out(paper, {"a": (half,), "b": (Box(2, 80, 88, 200, 104), Box(9, 0, 0, 9, 9))})
    one, other = picture(made["a"]), picture(made["b"])
    assert one.width > (180 - 140) * 100 / 72
    assert one.height == pytest.approx((204 - 188 + 8) * 100 / 72, abs=2)
    assert other.width > one.width
    assert all(len(png) < 8_000 for png in made.values())


@needs_fonts
@pytest.mark.parametrize("boxes", [
    (), (Box(3, 0, 0, 9, 9),), (Box(0, 0, 0, 9, 9),), (Box(1, 0, 900, 9, 920),), (Box(1, 0, 600, 500, 640),)])
def test_where_nothing_stands_there_is_no_picture(paper, boxes):
    assert cut_out(paper, {"a": boxes}) == {}


@needs_fonts
def test_of_a_long_task_the_first_lines_are_shown(paper):
    (made,) = cut_out(paper, {"a": (Box(1, 100, 188, 300, 204), Box(1, 100, 288, 300, 700))}).values()
    assert picture(made).height == pytest.approx(150 * 100 / 72, abs=2)


def test_what_cannot_be_opened_is_an_error(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 half")
    with pytest.raises(BrokenFile):
        cut_out(tmp_path / "a.pdf", {"a": (Box(1, 0, 0, 9, 9),)})
