"""How many drawn symbols a net finds, by their size, and how often it finds what is none."""

import math
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from bench.finder.network import CELL, UNIT, prepare
from bench.finder.scenes import side
from bench.finder.store import part

_SURE = 0.3


def judge(net: torch.nn.Module, folder: Path, parts: range) -> dict[str, object]:
    """Return the share that is found by size, wrong places a picture, and how far sizes are off."""
    hits: dict[int, list[bool]] = {}
    wrong, pictures, off = 0, 0, []
    for number in parts:
        images, labels = part(folder, number)
        pictures += len(images)
        for start in range(0, len(images), 64):
            with torch.no_grad():
                answer = net(prepare(torch.from_numpy(images[start : start + 64])[:, None]))
            for said, known in zip(answer, labels[start : start + 64], strict=True):
                wrong += _compare(said, known, hits, off)
    found = {
        f"{size} px": f"{np.mean(each):.3f} of {len(each)}" for size, each in sorted(hits.items())
    }
    return {
        "found": found,
        "wrong places a picture": round(wrong / pictures, 3),
        "size off": round(float(np.median(off)), 3) if off else None,
    }


def _compare(
    said: torch.Tensor, known: np.ndarray, hits: dict[int, list[bool]], off: list[float]
) -> int:
    """Note what was found; return how many places are none."""
    sure = torch.sigmoid(said[:1])
    peak = (sure == functional.max_pool2d(sure, 3, 1, 1)) & (sure > _SURE)
    rows, columns = torch.nonzero(peak[0], as_tuple=True)
    values = said[1:, rows, columns].numpy()
    x = (columns.numpy() + 0.5 + values[0]) * CELL
    y = (rows.numpy() + 0.5 + values[1]) * CELL
    is_taken = np.zeros(len(x), bool)
    for row in known[known[:, 8] != 0]:
        corners = row[:8].reshape(4, 2)
        size = side(corners)
        away = np.hypot(*(np.stack([x, y], axis=1) - corners.mean(axis=0)).T)
        is_taken |= away < 0.7 * size + 4
        near = away < 0.3 * size + 2
        if row[8] > 0:
            hits.setdefault(2 ** round(math.log2(size)), []).append(bool(near.any()))
            off += [abs(float(np.exp(values[2][near][0])) * UNIT / size - 1)] if near.any() else []
    return int((~is_taken).sum())
