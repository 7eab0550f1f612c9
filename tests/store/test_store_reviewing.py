"""What a review page asks of the store, on either database."""

from dataclasses import replace

import pytest
from store_samples import extraction

from pipeline.account import account, acting
from pipeline.model import Sure
from pipeline.model.review import ON_PAGE, Edit
