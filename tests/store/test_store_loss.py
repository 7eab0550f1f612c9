"""A store that was there and is gone or damaged is told, and nothing is written; a new office begins as ever."""

import pytest
from store_samples import extraction, put, task

from pipeline import workbooks
from pipeline.store import DATABASE, open_store
from pipeline.store.loss import SUMMARY, LostStore

pytestmark = pytest.mark.database("sqlite")  # a server sees to its own files


def take(settings, inbox):
    path = put(inbox, "a.txt", "một")
    with open_store(settings) as store:
        store.record(extraction(path, [task()]), path)


def without_original(settings):
    for path in (settings.home / "originals").rglob("*.*"):
        path.unlink()


def damaged(file):
    """The middle of the file written over, as by a bad disk."""
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * 8192 + content[12288:])


@pytest.mark.parametrize(("spoil", "told"), [
    (lambda file: file.unlink(), "không còn"),
    (lambda file: file.write_bytes(b""), "bị trống"),
    (lambda file: file.write_bytes(b"khong phai kho du lieu" * 300), "tệp không phải kho dữ liệu, hoặc bị hỏng"),
    (damaged, "bị hỏng"),
])
def test_it_is_told_and_nothing_is_made(settings, inbox, spoil, told):
    take(settings, inbox)
    file = settings.home / DATABASE
    spoil(file)
    before = file.read_bytes() if file.exists() else None
    with pytest.raises(LostStore, match=told) as caught:
        open_store(settings)
    assert "chidao restore" in caught.value.advice
    assert "chidao doctor --rebuild" in caught.value.advice
    assert (file.read_bytes() if file.exists() else None) == before


def test_the_head_of_the_audit_or_a_list_is_enough_to_know(settings, inbox):
    take(settings, inbox)
    without_original(settings)
    (settings.home / DATABASE).unlink()
    with pytest.raises(LostStore, match=r"nhat-ky\.json"):
        open_store(settings)
    (settings.home / "nhat-ky.json").unlink()
    open_store(settings).close()  # nothing tells that there was anything
    (settings.home / DATABASE).unlink()
    (settings.home / "nhat-ky.json").unlink()
    settings.outputs.mkdir()
    (settings.outputs / SUMMARY).write_bytes(b"")
    with pytest.raises(LostStore, match=SUMMARY):
        open_store(settings)
    open_store(settings, anew=True).close()
    with open_store(settings) as store:
        assert [one.what for one in store.audit()] == ["begin"]


def test_the_roll_up_is_called_so():
    assert workbooks.SUMMARY_NAME == SUMMARY


def test_a_new_office_begins_as_ever(settings):
    settings.home.mkdir()
    (settings.home / "log").mkdir()
    with open_store(settings) as store:
        assert store.counts().directives == 0
