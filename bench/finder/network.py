"""The net: halves a picture five times, and answers at the third halving, in sight of the rest.

For each cell of 8 pixels it says: is the middle of a symbol here (as logit), where in the cell
(x, y), how large (log of side / 32), and how it lies. How it lies is said by what its half
diagonals d and e, as complex numbers, have in common whichever corner is the first:
(d² + e²) / |d e| and d² e² / |d e|². So there is no jump when a symbol turns by a quarter.
"""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

CELL = 8  # Pixels of a cell of the answer.
UNIT = 32.0  # Pixels of a side whose log is 0.
WIDTHS = (16, 24, 32, 40)  # After the second, third, fourth and fifth halving.
_SELDOM = -4.6  # The logit of how often a cell has a symbol's middle.


def prepare(images: Tensor) -> Tensor:
    """Return grey values as the net takes them: dark ones spread, about 0."""
    return (images.float() / 255).sqrt() * 4 - 2


class Net(nn.Module):
    """Takes (B, 1, H, W), sides that 32 divides; answers (B, 8, H / 8, W / 8)."""

    def __init__(self) -> None:
        super().__init__()
        second, third, fourth, fifth = WIDTHS
        self.stem = nn.Sequential(
            nn.Conv2d(1, second, 6, 4, 1, bias=False), nn.BatchNorm2d(second), nn.ReLU()
        )
        self.at8 = nn.Sequential(_step(second, third, 2), _Block(third))
        self.at16 = nn.Sequential(_step(third, fourth, 2), _Block(fourth), _Block(fourth))
        self.at32 = nn.Sequential(_step(fourth, fifth, 2), _Block(fifth), _Block(fifth))
        self.up32, self.up16 = nn.Conv2d(fifth, fourth, 1), nn.Conv2d(fourth, third, 1)
        self.mix16, self.mix8 = _step(fourth, fourth), _step(third, third)
        self.answer = nn.Conv2d(third, 8, 1)
        nn.init.zeros_(self.answer.bias)
        self.answer.bias.data[0] = _SELDOM

    def forward(self, light: Tensor) -> Tensor:
        """Return the answer for each cell."""
        x8 = self.at8(self.stem(light))
        x16 = self.at16(x8)
        x16 = self.mix16(x16 + _doubled(self.up32(self.at32(x16))))
        return self.answer(self.mix8(x8 + _doubled(self.up16(x16))))


class _Block(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = _step(width, width)
        self.second = nn.Sequential(
            nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width)
        )

    def forward(self, x: Tensor) -> Tensor:
        return functional.relu(x + self.second(self.first(x)))


def _step(before: int, after: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(before, after, 3, stride, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU()
    )


def _doubled(x: Tensor) -> Tensor:
    return functional.interpolate(x, scale_factor=2.0, mode="nearest")


def export(net: nn.Module, path: Path) -> None:
    """Write a net as ONNX, for pictures of any size."""
    axes = {"light": {2: "h", 3: "w"}, "answer": {2: "h8", 3: "w8"}}
    torch.onnx.export(
        net.eval().float().to(memory_format=torch.contiguous_format),
        (torch.zeros(1, 1, 256, 320),),
        str(path),
        input_names=["light"],
        output_names=["answer"],
        opset_version=13,
        dynamic_axes=axes,
        dynamo=False,
    )
