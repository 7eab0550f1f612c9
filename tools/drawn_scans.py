"""Scans drawn of born-digital directives: ``python -m tools.drawn_scans INPUT FOLDER [--skip SCANS]``.

Every PDF, DOCX and DOC in INPUT becomes a PDF of pictures in FOLDER, leaning up to 1.6°, at 150, 200 or 300 dots per
inch, blurred, noisy, unevenly lit, with a ring of red ink on the last page, and compressed as an office scanner does;
the name of a file decides how, so that the same files give the same scans. SCANS is a folder of scans that are there
already. With annotations of the same directives (``score.py`` beside the contract) they tell how many rows reading
scans costs, on directives that no step of reading scans was fitted to.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageFilter

_MOST = 14  # pages: longer files take too long
_RED = (210, 40, 50)


def worn(page: Image.Image, random: Random) -> Image.Image:
    """A page as a scanner gives it."""
    page = page.rotate(random.uniform(-1.6, 1.6), resample=Image.Resampling.BICUBIC, fillcolor="white")
    if random.random() < 0.6:
        page = page.filter(ImageFilter.GaussianBlur(random.uniform(0.4, 0.9)))
    light = np.linspace(random.uniform(0.86, 1), random.uniform(0.9, 1), page.width)[None, :, None]
    pixels = np.asarray(page).astype(np.float32) * light
    pixels += np.random.default_rng(random.randrange(10**6)).normal(0, random.uniform(3, 9), pixels.shape)
    data = io.BytesIO()
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(data, "JPEG", quality=random.randint(55, 80))
    return Image.open(data)


def stamped(page: Image.Image, random: Random, dpi: int) -> Image.Image:
    """The page with the ring of a stamp where a signature stands."""
    ink = Image.new("RGB", page.size, "white")
    x, y, radius = page.width * random.uniform(0.62, 0.74), page.height * random.uniform(0.55, 0.8), 0.68 * dpi
    for r in (radius, 0.93 * radius, 0.6 * radius):
        ImageDraw.Draw(ink).ellipse((x - r, y - r, x + r, y + r), outline=_RED, width=5)
    return ImageChops.multiply(page, ink)


def drawn(source: Path, target: Path) -> int:
    """Draw the scan of one PDF; gives its pages, 0 for a file that is too long."""
    random, document = Random(source.stem), pdfium.PdfDocument(source)
    try:
        if len(document) > _MOST:
            return 0
        dpi = random.choice([150, 200, 300])
        pages = [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()
    pages[-1] = stamped(pages[-1], random, dpi)
    first, *rest = [worn(page, random) for page in pages]
    first.save(target, save_all=True, append_images=rest, resolution=dpi)
    return len(pages)


def main() -> int:
    """Draw a scan of every file that has none yet."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("input", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--skip", type=Path)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as printed:
        for file in sorted(given.input.iterdir()):
            target = given.folder / f"{file.stem}.pdf"
            if file.suffix not in {".pdf", ".docx", ".doc"} or (given.skip and (given.skip / target.name).exists()):
                continue
            if file.suffix != ".pdf":
                subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", printed, str(file)],
                               check=True, capture_output=True)
            source = file if file.suffix == ".pdf" else Path(printed) / target.name
            print(f"{target.name}: {drawn(source, target)} pages", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
