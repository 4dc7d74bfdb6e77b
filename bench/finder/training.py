"""Trains the net on drawn pictures, part by part; goes on where it stopped."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from bench.finder.network import CELL, Net, prepare
from bench.finder.scenes import SIDE
from bench.finder.store import PART, part
from bench.finder.targets import losses, targets

_BATCH = 64
_TIMES = 4  # That each picture is looked at,
_WINDOW = 48  # Parts that are mixed.
_RATE = 3e-3
_WARM_UP = 300  # Steps.
_FALL = 0.35  # Of the steps, in which the rate falls to nothing.
_KEPT = 0.998  # Of the average, every few steps.
_EVERY = 4
_REPORT = 200


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the pictures are, how many parts there are of them, and the seed."""

    folder: Path
    parts: int
    seed: int

    def steps(self) -> int:
        """Return how many batches are learnt from."""
        return self.parts * PART * _TIMES // _BATCH


class Training:
    """A net, its average, and how far they are."""

    def __init__(self, plan: Plan) -> None:
        torch.manual_seed(plan.seed)
        self.plan = plan
        self.step = 0
        self.net = Net().to(memory_format=torch.channels_last)
        keep = torch.optim.swa_utils.get_ema_multi_avg_fn(_KEPT)
        self.average = torch.optim.swa_utils.AveragedModel(
            self.net, multi_avg_fn=keep, use_buffers=True
        )
        self.optimizer = torch.optim.AdamW(self.net.parameters(), lr=_RATE, weight_decay=0.02)
        self._parts: dict[int, tuple[Tensor, Tensor]] = {}
        self._sums = torch.zeros(3)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint, where there is one."""
        if path.exists():
            stored = torch.load(path, weights_only=True)
            self.net.load_state_dict(stored["net"])
            self.average.load_state_dict(stored["average"])
            self.optimizer.load_state_dict(stored["optimizer"])
            self.step = stored["step"]

    def save(self, path: Path) -> None:
        """Write a checkpoint."""
        half = path.with_suffix(".half")
        states = {
            "net": self.net.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
        }
        torch.save(states, half)
        half.replace(path)

    def run(self, checkpoint: Path) -> torch.nn.Module:
        """Train to the end and return the averaged net."""
        while self.step < self.plan.steps():
            self._learn()
            if self.step % _REPORT == 0:
                heat, value, count = self._sums.tolist()
                print(f"step {self.step}: {heat / count:.3f} {value / count:.3f}", flush=True)
                self._sums.zero_()
                self.save(checkpoint)
        return self.average.module.eval()

    def _learn(self) -> None:
        torch.manual_seed(self.plan.seed * 1_000_003 + self.step)
        images, labels = self._batch(np.random.default_rng((self.plan.seed, 1, self.step)))
        light = prepare(images)
        spread, shift = 0.15 * torch.randn(2, len(light), 1, 1, 1)
        light = light * (1 + spread) + shift
        for group in self.optimizer.param_groups:
            group["lr"] = self._rate()
        self.net.train()
        with torch.autocast("cpu", torch.bfloat16):
            answer = self.net(light.to(memory_format=torch.channels_last))
        heat, value = losses(answer.float(), targets(labels, SIDE // CELL))
        self.optimizer.zero_grad(set_to_none=True)
        (heat + value).backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        self.optimizer.step()
        if self.step % _EVERY == 0:
            self.average.update_parameters(self.net)
        self._sums += torch.stack([heat.detach(), value.detach(), torch.ones(())])
        self.step += 1

    def _rate(self) -> float:
        left = 1 - self.step / self.plan.steps()
        return _RATE * min(1, (self.step + 1) / _WARM_UP, max(left / _FALL, 0.01))

    def _batch(self, random: np.random.Generator) -> tuple[Tensor, Tensor]:
        """Return pictures of some of the parts that are about, turned by quarters and mirrored."""
        newest = min(self.plan.parts - 1, self.step * _BATCH // (PART * _TIMES))
        numbers = range(max(0, newest - _WINDOW + 1), newest + 1)
        for old in [number for number in self._parts if number not in numbers]:
            del self._parts[old]
        chosen = random.choice(numbers, _BATCH // 8)
        places = random.integers(0, PART, (len(chosen), 8))
        images, labels = zip(
            *(self._some(int(number), at) for number, at in zip(chosen, places, strict=True)),
            strict=True,
        )
        turn, mirror = int(random.integers(4)), bool(random.integers(2))
        return turned(torch.cat(images)[:, None], torch.cat(labels), turn, mirror=mirror)

    def _some(self, number: int, places: np.ndarray) -> tuple[Tensor, Tensor]:
        if number not in self._parts:
            images, labels = part(self.plan.folder, number)
            self._parts[number] = torch.from_numpy(images), torch.from_numpy(labels)
        images, labels = self._parts[number]
        return images[places], labels[places]


def turned(images: Tensor, labels: Tensor, quarters: int, *, mirror: bool) -> tuple[Tensor, Tensor]:
    """Return pictures and corners turned by quarters, and mirrored."""
    points = labels[..., :8].unflatten(-1, (4, 2))
    images = torch.rot90(images, quarters, (2, 3))
    for _ in range(quarters):
        points = torch.stack([points[..., 1], SIDE - points[..., 0]], -1)
    if mirror:
        images = images.flip(3)
        # Clockwise again: the corners the other way round.
        points = torch.stack([SIDE - points[..., 0], points[..., 1]], -1).flip(2)
    return images, torch.cat([points.flatten(2), labels[..., 8:]], -1)
