"""Drawn door scenes, one frame each, by what makes them hard."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.reading.readers import Read, readers, timed
from bench.reading.tables import Curves, Table, percent
from bench.scenes import Random, Scene, codes, draw

_EACH = 8


def kinds() -> dict[str, Scene]:
    """Return the scenes by name."""
    return {
        "side 45": Scene(side=45),
        "side 60": Scene(side=60),
        "blur 2.5": Scene(side=120, blur=2.5),
        "motion 8": Scene(side=120, motion=8),
        "tilt 60°": Scene(side=160, tilt=60),
        "contrast 0.12": Scene(side=140, contrast=0.12),
        "glare 0.5": Scene(side=160, glare=0.5),
        "finger over 8 %": Scene(side=160, finger=0.08),
        "bent paper": Scene(side=180, curve=0.7),
        "shadow 0.7": Scene(side=140, shadow=0.7),
        "phone, dark mode, moiré": Scene(side=180, screen=True, moire=0.5),
    }


def measure(_: Path | None) -> list[Table | Curves]:
    """Return the share of frames that each reader reads, kind by kind."""
    names = readers()
    rows = []
    for kind, scene in kinds().items():
        read = dict.fromkeys(names, 0)
        random = np.random.default_rng(2026)
        for _index in range(_EACH):
            code = codes(1, random)[0]
            frame = draw([(code, placed(scene, random))], random).frame
            for name, reader in names.items():
                read[name] += code in timed(reader, frame)[0]
        rows.append((kind, *(percent(count / _EACH) for count in read.values())))
    rows.append(_several(names))
    note = f"{_EACH} frames of 1280 x 720 each, turned, without knowing any badges."
    return [Table("Door scenes, one frame", note, ("kind", *names), rows)]


def placed(scene: Scene, random: Random) -> Scene:
    """Return the scene somewhere in the frame, turned at random."""
    return replace(
        scene,
        turn=float(random.uniform(-40, 40)),
        motion_angle=float(random.uniform(0, 180)),
        x=float(random.uniform(0.3, 0.7)),
        y=float(random.uniform(0.3, 0.65)),
    )


def _several(names: dict[str, Read]) -> tuple[str, ...]:
    random = np.random.default_rng(2027)
    read = dict.fromkeys(names, 0)
    for _ in range(_EACH):
        three = codes(3, random)
        scenes = [
            Scene(side=110, x=x, turn=float(random.uniform(-30, 30))) for x in (0.2, 0.5, 0.8)
        ]
        frame = draw(list(zip(three, scenes, strict=True)), random).frame
        for name, reader in names.items():
            read[name] += set(three) <= set(timed(reader, frame)[0])
    return ("three badges, all of them", *(percent(count / _EACH) for count in read.values()))
