"""What the tests of the pages of bodies share."""

import hashlib

import pytest
from web_samples import HEALTH, HOME_AFFAIRS, TODAY

from pipeline.model import Evidence, Extraction, Head, Party, Source, Task
from pipeline.office.publishing import publish
from pipeline.store import open_store
from pipeline.web import projecting
from pipeline.web.models import Body

TEXT = "UBND TINH LAO CAI\n1. So Y te kiem tra cac co so kham benh truoc ngay 30/12/2026.\n2. So Noi vu theo doi.\n"


@pytest.fixture
def health(office):
    return Body.objects.get(name=HEALTH)


@pytest.fixture
def home_affairs(office):
    return Body.objects.get(name=HOME_AFFAIRS)


@pytest.fixture
def published(office):
    """The workbooks, briefs and calendars of the office are written."""
    publish(office.settings, office.settings.outputs, TODAY)
    return office.settings.outputs


@pytest.fixture
def task_path(office):
    return lambda task="a1", tail="": f"/van-ban/{office.papers.health}/nhiem-vu/{task}/{tail}"


def pdf(path):
    """A page with words, made by hand."""
    from reportlab.pdfgen import canvas  # noqa: PLC0415

    page = canvas.Canvas(str(path), pagesize=(595, 842))
    for number, line in enumerate(TEXT.splitlines()):
        page.drawString(72, 770 - 20 * number, line)
    page.save()


@pytest.fixture
def paper(office):
    """A directive that is a PDF, with two tasks, one of another body."""
    path = office.home / "04.pdf"
    pdf(path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    first, second = TEXT.index("So Y te"), TEXT.index("So Noi vu")
    lead = Party("So Y te", HEALTH, start=first, end=first + 7)
    tasks = (Task("p1", "1", TEXT[first:TEXT.index("\n2.")], "obligation", (lead,), (), (), None,
                  Evidence(1, first, TEXT.index("\n2.")), 0.9),
             Task("p2", "2", TEXT[second:-1], "obligation", (Party("Sở Nội vụ tỉnh Lào Cai", "Sở Nội vụ tỉnh Lào Cai"),),
                  (), (), None, Evidence(1, second, len(TEXT) - 1), 0.9))
    with open_store(office.settings) as store:
        store.record(Extraction(Source(path.name, sha256, 1, "pdf"), TEXT, Head(
            number="04/CT-UBND", type="chỉ thị", issuer="UBND tỉnh Lào Cai", issued_on=TODAY), (), tasks, (), ()), path)
    projecting.build(office.settings)
    return sha256
