"""The directives that many documents are measured with."""

import zipfile
from hashlib import sha256
from io import BytesIO
from random import Random

from pipeline import compose
from tools.stress.documents import directives


def test_they_are_distinct_and_the_same_for_the_same_seed():
    made = list(directives(45, Random(3)))
    assert len({sha256(data).hexdigest() for _, data in made}) == 45
    assert [name for name, _ in made] == sorted({name for name, _ in made})
    assert made[:5] == list(directives(5, Random(3)))
    assert all(zipfile.ZipFile(BytesIO(data)).testzip() is None for _, data in made)


def test_each_is_read_as_a_directive_of_its_own(tmp_path):
    heads, tasks = [], 0
    for name, data in directives(4, Random(3)):
        (tmp_path / name).write_bytes(data)
        found = compose.extract(tmp_path / name)
        heads.append((found.head.number, found.head.issued_on, found.head.issuer))
        tasks += len(found.tasks)
    assert [number.split("/")[0] for number, _, _ in heads] == ["1", "2", "3", "4"]
    assert all(day and issuer for _, day, issuer in heads)
    assert tasks > 20
