"""Stand-ins for the pipeline, importable by worker processes: a text file says what becomes of it.

Its first line is ``so: 07/CT-UBND`` (a directive with that number), ``loi``, ``mat``, ``hong`` (a defect),
``chet`` (the process dies) or ``khac`` (the content changes while it is read).
"""

import hashlib
import os
from datetime import date

from pipeline.errors import BrokenFile, SecretDirective
from pipeline.model import Evidence, Extraction, Head, Limit, Party, Source, Task


def read(path, settings):
    text = path.read_text(encoding="utf-8")
    word, _, rest = text.partition("\n")[0].partition(":")
    if word == "loi":
        raise BrokenFile(f"Tệp “{path.name}” bị hỏng.", "Xin lại tệp.")
    if word == "mat":
        raise SecretDirective("Nội dung mật lộ ra đây.")
    if word == "hong":
        raise RuntimeError("a defect")
    if word == "chet":
        os._exit(1)
    if word == "khac":
        path.write_text("so: 1/CT\nđổi rồi", encoding="utf-8")
    return extraction(path, text, rest.strip())


def read_shifted(path, settings):
    """Another version of the program: the limit is a day later."""
    return extraction(path, path.read_text(encoding="utf-8"), "1/CT", date(2024, 5, 16))


def extraction(path, text, number, due=date(2024, 5, 15)):
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    task = Task("t1", "1", text, "obligation", (Party("Sở Nội vụ", "Sở Nội vụ"),), (),
                (Limit("hạn", "DATE", due=due),), None, Evidence(1, 0, len(text)), 0.9)
    head = Head(number=number or None, issuer="UBND tỉnh A", issued_on=date(2024, 3, 1))
    return Extraction(Source(path.name, sha256, 1, "txt"), text, head, (), (task,), (), ())
