"""What the net should have answered, and how far off it was."""

import torch
from torch import Tensor
from torch.nn import functional

from bench.finder.network import CELL, UNIT

_SCALES = (0.5, 0.5, 2.0, 1.0, 1.0, 1.0, 1.0)  # Of how much each value weighs.


def targets(labels: Tensor, cells: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return heat (B, 1, H, W), its weight, values (B, 7, H, W), and theirs."""
    quad = labels[..., :8].unflatten(-1, (4, 2))
    seen, left_open = (labels[..., 8] > 0).float(), (labels[..., 8] < 0).float()
    middle = quad.mean(2)
    d = torch.view_as_complex((quad[:, :, 0] - quad[:, :, 2]).contiguous()) / 2
    e = torch.view_as_complex((quad[:, :, 1] - quad[:, :, 3]).contiguous()) / 2
    product = (d.abs() * e.abs()).clamp(min=1e-3)
    side = (2 * product).sqrt()
    one, two = (d * d + e * e) / product, d * d * e * e / product**2
    grid = (torch.arange(cells) + 0.5) * CELL
    right = (middle[..., 0, None, None] - grid.view(1, 1, 1, -1)) / CELL
    down = (middle[..., 1, None, None] - grid.view(1, 1, -1, 1)) / CELL
    away = right**2 + down**2
    width = (0.09 * side / CELL).clamp(min=0.55)[..., None, None]
    bump = torch.exp(-away / (2 * width**2)) * seen[..., None, None]
    # The cell with the middle in it says yes for certain.
    hit = ((right.abs() <= 0.5) & (down.abs() <= 0.5)).float() * seen[..., None, None]
    heat = torch.maximum(bump, hit).amax(1, keepdim=True)
    near = away < (0.75 * side / CELL).clamp(min=1.5)[..., None, None] ** 2
    is_open = (near.float() * left_open[..., None, None]).amax(1, keepdim=True)
    weight = torch.where(heat >= 0.3, torch.ones_like(heat), 1 - is_open)
    size = (side / UNIT).clamp(min=1e-3).log()
    each = [size, one.real, one.imag, two.real, two.imag]
    spread = [value[..., None, None].expand_as(away) for value in each]
    best = bump.argmax(1, keepdim=True)
    places = [right.expand_as(away), down.expand_as(away)]
    values = torch.cat([value.gather(1, best) for value in (*places, *spread)], 1)
    return heat, weight, values, (heat > 0.35).float() * heat


def losses(answer: Tensor, goal: tuple[Tensor, Tensor, Tensor, Tensor]) -> tuple[Tensor, Tensor]:
    """Return how wrong the heat is (a focal loss that is mild near middles), and the values."""
    heat, weight, values, value_weight = goal
    logit = answer[:, :1]
    p = torch.sigmoid(logit).clamp(1e-5, 1 - 1e-5)
    sure = (heat > 0.95).float()
    yes = -functional.logsigmoid(logit) * (1 - p) ** 2 * sure
    no = -functional.logsigmoid(-logit) * p**2 * (1 - heat) ** 4 * (1 - sure)
    heat_loss = ((yes + no) * weight).sum() / sure.sum().clamp(min=1)
    off = (answer[:, 1:] - values).abs().clamp(max=4) * answer.new_tensor(_SCALES).view(1, 7, 1, 1)
    return heat_loss, (off * value_weight).sum() / value_weight.sum().clamp(min=1)
