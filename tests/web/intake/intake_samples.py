"""What the tests of handing in share: reading stood in for, and what stands in files."""

import hashlib
from datetime import date
from pathlib import Path

from pipeline.errors import BrokenFile, SecretDirective, SuspectedSecret
from pipeline.model import Doubt, Evidence, Extraction, Head, Party, Source, Task
from pipeline.releases import is_released

PNG = (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00"
       b"\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82")


def read(path, settings):
    """Stands in for the pipeline: the first word of a file says what becomes of it."""
    text = path.read_bytes().decode("utf-8", "replace")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    if text.startswith("hỏng"):
        raise BrokenFile(f"{path.name}: tệp bị hỏng.", "Xin lại tệp từ nơi gửi.")
    if text.startswith("nghi") and not is_released(settings.home, sha256):
        raise SuspectedSecret(f"Tệp “{path.name}” bị tạm giữ.", "Xem lại.", "nghi có dấu độ mật “MẬT” ở trang 1")
    if text.startswith("mật"):
        raise SecretDirective("Có dấu mật.", "Để nguyên tại chỗ.", "dấu độ mật “MẬT” ở trang 1")
    if text.startswith("lỗi"):
        raise RuntimeError("a defect nobody foresaw")
    scanned = text.startswith("quét")
    party = Party("Sở Y tế", "Sở Y tế", "so-y-te")
    tasks = tuple(Task(f"{sha256[:8]}-{n}", str(n), f"Việc {n} của văn bản", "obligation", (party,) if n > 1 else (), (), (),
                       None, Evidence(1, 0, 5), 0.95) for n in range(1, 4))
    head = Head(None if scanned else f"{text.split()[-1]}/CT-UBND", "chỉ thị", "UBND tỉnh Lào Cai", "Lào Cai",
                None if scanned else date(2026, 3, 5), "phòng cháy rừng")
    return Extraction(Source(path.name, sha256, 1, "ocr" if scanned else "txt"), text, head, (), tasks, (),
                      (Doubt("ngay", "Ngày ban hành khó đọc."),))


def holding(words, *folders):
    """The files under the folders in which these bytes stand."""
    return [path for folder in folders for path in Path(folder).rglob("*") if path.is_file() and words in path.read_bytes()]
