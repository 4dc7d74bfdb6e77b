"""Draws pictures, trains the net on them, judges it, and writes it with its record.

`python -m bench.finder --backgrounds FILE [--parts N] [--out build/finder]`; what is drawn and
learnt already is not done again. One process draws while this one learns.
"""

import argparse
import hashlib
import json
from multiprocessing import get_context
from pathlib import Path

import torch

from bench.finder.judging import judge
from bench.finder.network import export
from bench.finder.store import PART, draw_parts
from bench.finder.training import Plan, Training

_TESTS = range(100_000, 100_002)  # Parts that nothing is learnt from.


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backgrounds", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("build/finder"))
    parser.add_argument("--parts", type=int, default=120, help=f"of {PART} pictures")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="of the training")
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    pictures = asked.out / "pictures"
    drawing = get_context("spawn").Process(
        target=draw_parts,
        args=(pictures, asked.backgrounds, asked.seed, [*range(asked.parts), *_TESTS]),
        daemon=True,
    )
    drawing.start()
    training = Training(Plan(pictures, asked.parts, asked.seed))
    training.resume(asked.out / "checkpoint.pt")
    net = training.run(asked.out / "checkpoint.pt")
    export(net, asked.out / "finder.onnx")
    drawing.join()
    record = {
        "seed": asked.seed,
        "pictures": asked.parts * PART,
        "steps": training.step,
        "torch": torch.__version__,
        "backgrounds": _digest(asked.backgrounds),
        "net": _digest(asked.out / "finder.onnx"),
        "judged": judge(net, pictures, _TESTS),
    }
    (asked.out / "finder.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(record, indent=2))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
