"""Receivers on this machine, and an office whose store has tasks."""

from dataclasses import replace

import pytest
from exchange_samples import HEAD, SECRET, Post, Receiver, serving

from pipeline.model import Doubt, Extraction, Source
from pipeline.settings import Mail, Settings, Webhook
from pipeline.store import open_store
from pipeline.store.originals import sha256_of


@pytest.fixture
def receiver():
    with serving(Receiver()) as server:
        yield server


@pytest.fixture
def post():
    with serving(Post()) as server:
        yield server


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "home", inbox=tmp_path / "inbox", outputs=tmp_path / "outputs", office="UBND tỉnh Lào Cai",
                    agencies=tmp_path / "co-quan.xlsx")


@pytest.fixture
def hook(receiver):
    return Webhook("dieu-hanh", receiver.url, SECRET)


@pytest.fixture
def mail(post):
    return Mail("127.0.0.1", post.port, "none", "", "", "chidao@laocai.example", {"Sở Y tế tỉnh Lào Cai": ("soyte@laocai.example",)})


@pytest.fixture
def give_tasks(settings, tmp_path):
    """Puts a directive with tasks into the store."""
    def put(*tasks, number="07/CT-UBND", name="a.txt", home=settings):
        path = tmp_path / name
        path.write_text(f"{number} {len(tasks)} {tasks}", "utf-8")
        made = Extraction(Source(path.name, sha256_of(path), 1, "txt"), path.read_text("utf-8"), replace(HEAD, number=number), (),
                          tasks, (), (Doubt("a", "b"),))
        with open_store(home) as store:
            store.record(made, path)
        return made.source.sha256
    return put
