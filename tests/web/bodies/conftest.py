"""What the tests of the pages of bodies share."""

import pytest
from web_samples import HEALTH, HOME_AFFAIRS, TODAY

from pipeline.office.publishing import publish
from pipeline.web.models import Body


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
