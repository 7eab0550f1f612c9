"""The addresses of this part."""

from __future__ import annotations

from django.urls import path

from ..roles import ADMIN, ANALYST, EVERYBODY, LEADER, OPEN
from . import calendars, downloads, progress, words

urlpatterns = [
    path("van-ban/<str:sha256>/nhiem-vu/<str:task>/ket-qua", progress.progress, name="progress"),
    path("van-ban/<str:sha256>/nhiem-vu/<str:task>/tren-trang", words.words, name="duty_words"),
    path("van-ban/<str:sha256>/trang-<int:number>.jpg", words.picture, name="page_picture"),
    path("co-quan/<slug:slug>/tai/<slug:code>", downloads.download, name="download"),
    path("co-quan/<slug:slug>/lap-pdf", downloads.make_pdf, name="pdf_make"),
    path("co-quan/<slug:slug>/lich/tao", calendars.make, name="calendar_make"),
    path("co-quan/<slug:slug>/lich/bo", calendars.drop, name="calendar_drop"),
    path("lich/<str:token>.ics", calendars.feed, name="calendar_feed"),
]

_ENTERS = frozenset((ANALYST, LEADER, ADMIN))

ROUTES = {
    **dict.fromkeys(("duty_words", "page_picture", "download", "pdf_make"), EVERYBODY),
    **dict.fromkeys(("calendar_make", "calendar_drop"), EVERYBODY),
    "progress": _ENTERS,
    "calendar_feed": OPEN,  # whoever has the address; ``calendars`` asks what its person may see
}
