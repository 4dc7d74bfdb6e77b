"""The simulated door: the same play every time, and a reader reads everybody in it."""

import random
from itertools import islice

import numpy as np
import pytest

from badges.code import ALPHABET, check_character
from kiosk.scanner.camera.camera import keep_camera
from kiosk.scanner.drawn.door import Play, SimulatedDoor
from kiosk.scanner.drawn.script import DrawnAct, Thing, pose, script
from kiosk.scanner.drawn.stage import Stage, corners_of
from kiosk.scanner.reading.films import Reader


def seeded_codes(count: int, seed: int = 5) -> list[str]:
    dice = random.Random(seed)
    bodies = ["".join(dice.choices(ALPHABET, k=15)) for _ in range(count)]
    return [body + check_character(body) for body in bodies]


PEOPLE = [(code, f"Peserta {k}") for k, code in enumerate(seeded_codes(30), start=1)]


def turns(count: int, seed: int = 1) -> list[DrawnAct]:
    return list(islice(script(PEOPLE, seed, 1.75), count))


def middle_of(act: DrawnAct) -> float:
    return act.begins + act.lasts * 0.55


def test_everybody_comes() -> None:
    held = {act.held.text for act in turns(60)}

    assert held >= {code for code, _ in PEOPLE}


def test_about_one_person_comes_every_two_seconds() -> None:
    begins = [act.begins for act in turns(30)]

    assert 1.4 < (begins[-1] - begins[0]) / 29 < 2.0


def test_phones_strangers_repeats_and_pairs_are_among_them() -> None:
    acts = turns(200)
    begins = [act.begins for act in acts]
    texts = [act.held.text for act in acts]

    assert {act.held.thing for act in acts} == set(Thing)
    assert len(set(begins)) < len(begins)
    assert len(set(texts)) < len(texts)


def test_when_everybody_came_somebody_still_comes_now_and_then() -> None:
    late = turns(80)[-10:]

    assert (late[-1].begins - late[0].begins) / 9 > 4


def test_the_same_seed_gives_the_same_pictures_and_another_one_others() -> None:
    once, again, other = (Stage(script(PEOPLE, seed, 1.75)).picture(2.0, 40) for seed in (1, 1, 2))

    assert np.array_equal(once, again)
    assert not np.array_equal(once, other)


def test_a_frame_is_720p_in_colour_and_never_quite_the_same() -> None:
    stage = Stage(script(PEOPLE, 1, 1.75))

    first, second = stage.picture(0.0, 0), stage.picture(0.05, 1)

    assert (first.shape, first.dtype) == ((720, 1280, 3), np.dtype(np.uint8))
    assert not np.array_equal(first, second)


@pytest.mark.parametrize("act", turns(12), ids=lambda act: act.held.thing.value)
def test_what_is_held_can_be_read_where_the_script_says_it_is(act: DrawnAct) -> None:
    at = middle_of(act)
    there = pose(act, at)
    assert there is not None

    found = Reader().read(Stage(iter([act])).picture(at, 3), at)

    assert [symbol.text for symbol in found] == [act.held.text]
    assert np.allclose(found[0].corners, corners_of(act, there), atol=5)


def test_nobody_is_there_before_and_after_a_turn() -> None:
    act = turns(1)[0]

    assert pose(act, act.begins - 0.01) is None
    assert pose(act, act.begins + act.lasts) is None


def test_the_door_is_a_camera_in_real_time() -> None:
    camera = keep_camera(SimulatedDoor(PEOPLE, Play(fps=30)))

    frame = camera.next(1, 5)

    assert frame is not None
    assert camera.health().granted is not None
    assert camera.source == "SimulatedDoor"
    camera.close()
