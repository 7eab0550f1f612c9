"""Files as clerks drop them: real ones where they are at hand, broken ones, and a small inbox with some of each."""

from __future__ import annotations

from random import Random

from .office import ROOT
from .secret_papers import txt, zipped

SAMPLES = ROOT / "corpus" / "samples"
SHARED = ROOT.parent / "shared"
_FOLDERS = (SHARED / "corpus" / "files", SHARED / "gold" / "input", *sorted(SHARED.glob("gold/rounds/[123]/input")))
_KINDS = frozenset((".pdf", ".docx", ".doc", ".txt", ".edxml", ".zip"))
_LARGEST = 600_000  # bytes: scans of many pages take long and say nothing more about dropping

Dropped = list[tuple[str, bytes]]


def real(count: int, random: Random) -> Dropped:
    """``count`` files of different content; where there are too few, samples as text with small differences."""
    paths = [path for folder in _FOLDERS if folder.is_dir() for path in sorted(folder.iterdir())
             if path.suffix.lower() in _KINDS and path.stat().st_size <= _LARGEST]
    random.shuffle(paths)
    found = {path.read_bytes(): path.name for path in paths[:count]}
    made = [(f"{n:03}-{name}", data) for n, (data, name) in enumerate(found.items())]
    return made + [_alike(n) for n in range(count - len(made))]


def _alike(number: int) -> tuple[str, bytes]:
    """A sample once more, with another number."""
    return f"mau-{number:03}.txt", "\n".join([
        "ỦY BAN NHÂN DÂN TỈNH HÒA AN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", f"Số: {number + 1}/UBND-VX",
        "Hòa An, ngày 05 tháng 3 năm 2025", "Kính gửi: Sở Y tế, Sở Nội vụ", "",
        f"1. Sở Y tế chủ trì, phối hợp với Sở Nội vụ kiểm tra {number + 2} cơ sở, báo cáo trước ngày 30/4/2025.",
        "2. Sở Tài chính bố trí kinh phí thực hiện.", "", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]).encode()


def broken(count: int, sound: Dropped, random: Random) -> Dropped:
    """Files cut short, filled with zeros from some byte on, or of another kind than their name says."""
    made = []
    for n in range(count):
        name, data = random.choice(sound)
        half = random.randrange(1, max(len(data) // 2, 2))
        way = ("cut", "zeros", "kind")[n % 3]
        spoilt = {"cut": data[:half], "zeros": data[:half] + bytes(len(data) - half),
                  "kind": bytes([n, 7]) + data[half:]}
        made.append((f"hong-{n:02}-{way}-{name}", spoilt[way]))
    return made


def small() -> Dropped:
    """A small inbox: samples, one twice, one as another kind of file, a package of two, a broken and a secret one."""
    names = ("cd-33-cd-ttg-2024.docx", "cd-33-cd-ttg-2024.pdf", "cv-1612-ubnd-vxnv-2024.docx",
             "qd-164-qd-syt-2014.docx", "cv-702-stttt-cntt-2024.pdf")
    found = [(name, (SAMPLES / name).read_bytes()) for name in names]
    package = zipped(dict(map(_alike, (1, 2))))
    whole = found[2][1]
    return [*found, ("sao/cv-1612 (ban sao).docx", whole), ("hai-van-ban.zip", package), ("hong.docx", whole[:900]),
            ("mat.txt", txt("MẬT")), _alike(7)]
