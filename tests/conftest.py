"""Django is set up once in a process: with the pages, so that tests of the store and of the pages can share one."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop of its own in the thread of the test

from pipeline.settings import Settings
from pipeline.web.config import configure

configure(Settings(home=Path(tempfile.mkdtemp(prefix="chidao-tests-"))))
