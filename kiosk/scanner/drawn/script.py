"""Who holds what to the simulated camera, when and how: a seeded script without a picture in it."""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count

MIDDLE = (640.0, 400.0)
BESIDE = 165.0
OFF_STAGE = 420.0
APART = 250.0
FIRST_BEGINS = 0.6
QUIET_PACE_S = 6.0
SHUTTER_S = 1 / 60
ON_A_PHONE = 7  # every seventh person
ROUND = 14  # turns until the odd ones come again, and which of the round they are
PAIRED, REPEATED, STRANGE = 3, 6, 10
FOREIGN_TEXTS = ("https://menu.example/makan-siang", "WIFI:T:WPA;S:Aula;P:rahasia;;")


class Thing(StrEnum):
    """What is held to the camera."""

    BADGE = "badge"
    PHONE = "phone"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Held:
    """One thing in a hand: the ``text`` of its symbol, and the ``name`` printed beside it."""

    thing: Thing
    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody holds it: symbol side in pixels, angles in degrees, blur as sigma in pixels."""

    side: float = 135.0
    roll: float = 0.0
    yaw: float = 0.0
    pitch: float = 0.0
    blur: float = 0.7
    tremble: float = 1.0
    turning: float = 0.0
    hesitation: float = 0.0


@dataclass(frozen=True, slots=True)
class DrawnAct:
    """One person's turn: begins, walks in from a side, holds, leaves. ``look`` chooses the face."""

    begins: float
    lasts: float
    held: Held
    manner: Manner
    spot: tuple[float, float] = MIDDLE
    from_left: bool = True
    look: int = 0


@dataclass(frozen=True, slots=True)
class Pose:
    """Where everything is at one moment, in pixels of a 1280 x 720 frame.

    ``x, y`` is the middle of the symbol, ``body`` the middle of the person; ``speed`` in pixels a
    second blurs what moves.
    """

    x: float
    y: float
    side: float
    roll: float
    yaw: float
    pitch: float
    body: float
    speed: float
    blur: float


def script(badges: Sequence[tuple[str, str]], seed: int, pace_s: float) -> Iterator[DrawnAct]:
    """Return turns without end, in order of time: everybody once, then now and then somebody.

    ``badges`` are (code, name). Now and then it is a phone, a badge that was here before, a foreign
    code, or two people at once. Without badges only the foreign ones come.
    """
    dice = random.Random(seed)  # noqa: S311 - a play, not a secret
    coming = list(badges)
    dice.shuffle(coming)
    came: list[Held] = []
    begins = FIRST_BEGINS
    for turn in count(1):
        yield from _turn(turn, begins, _next_group(turn, coming, came, dice), dice)
        begins += (pace_s if coming else QUIET_PACE_S) * dice.uniform(0.9, 1.1)


def pose(act: DrawnAct, at: float) -> Pose | None:
    """Return where ``act`` is at ``at`` seconds, or None when nobody is there."""
    if not act.begins <= at < act.begins + act.lasts:
        return None
    now, before = _placed(act, at), _placed(act, at - SHUTTER_S)
    speed = math.hypot(now.x - before.x, now.y - before.y) / SHUTTER_S
    return replace(now, speed=speed)


def _next_group(
    turn: int, coming: list[tuple[str, str]], came: list[Held], dice: random.Random
) -> list[Held]:
    place = turn % ROUND
    if place == STRANGE or (not came and not coming):
        return [Held(Thing.FOREIGN, dice.choice(FOREIGN_TEXTS), "")]
    if came and (place == REPEATED or not coming):
        return [dice.choice(came)]
    pair = place == PAIRED and len(coming) > 1
    group = [_held(coming.pop(), len(coming)) for _ in range(2 if pair else 1)]
    came += group
    return group


def _held(badge: tuple[str, str], still_coming: int) -> Held:
    thing = Thing.PHONE if still_coming % ON_A_PHONE == 0 else Thing.BADGE
    return Held(thing, *badge)


def _turn(turn: int, begins: float, group: list[Held], dice: random.Random) -> Iterator[DrawnAct]:
    for place, held in enumerate(group):
        apart = (place - (len(group) - 1) / 2) * 2 * APART
        spot = (MIDDLE[0] + apart + dice.uniform(-70, 70), MIDDLE[1] + dice.uniform(-30, 30))
        from_left = place == 0 if len(group) > 1 else turn % 2 == 0
        lasts = dice.uniform(1.8, 2.1)
        yield DrawnAct(begins, lasts, held, _some_manner(dice), spot, from_left, dice.randrange(99))


def _some_manner(dice: random.Random) -> Manner:
    return Manner(
        side=dice.uniform(105, 160),
        roll=dice.gauss(0, 6),
        yaw=dice.gauss(0, 12),
        pitch=dice.gauss(-6, 8),
        blur=dice.uniform(0.5, 1.1),
        tremble=dice.uniform(0.6, 1.4),
    )


def _placed(act: DrawnAct, at: float) -> Pose:
    part = (at - act.begins) / act.lasts
    shown = _shown(part, act.manner.hesitation)
    body = _body(act, part)
    away = 1 - shown
    manner = act.manner
    swing = manner.tremble * math.sin(at * 8.2)
    sway = manner.tremble * math.sin(at * 17.3 + 1)
    return Pose(
        x=body + BESIDE * (1 if act.from_left else -1) * (1 - 0.5 * away) + 4 * swing,
        y=act.spot[1] + 190 * away + 3 * sway,
        side=manner.side * (1 - 0.35 * away),
        roll=manner.roll + 25 * away + 1.5 * sway,
        yaw=manner.yaw + manner.turning * max(0.0, 1 - _ramp(part, 0.3, 0.7)) + 2 * swing,
        pitch=manner.pitch - 30 * away,
        body=body,
        speed=0.0,
        blur=manner.blur,
    )


def _shown(part: float, hesitation: float) -> float:
    up = _ramp(part, 0.14, 0.3) * (1 - _ramp(part, 0.74, 0.86))
    back = _ramp(part, 0.3, 0.36) * (1 - _ramp(part, 0.42, 0.5))
    return up * (1 - hesitation * back)


def _body(act: DrawnAct, part: float) -> float:
    left, right = -OFF_STAGE, 1280 + OFF_STAGE
    start, end = (left, right) if act.from_left else (right, left)
    stand = act.spot[0] - BESIDE * (1 if act.from_left else -1)
    came, gone = _ramp(part, 0.0, 0.26), _ramp(part, 0.78, 1.0)
    return start + (stand - start) * came + (end - stand) * gone


def _ramp(part: float, start: float, end: float) -> float:
    """Return 0 before ``start``, 1 after ``end``, and a smooth way between."""
    way = min(1.0, max(0.0, (part - start) / (end - start)))
    return way * way * (3 - 2 * way)
