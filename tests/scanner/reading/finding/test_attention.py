"""Where a film changes: there it is looked at, and what stays as it was costs little."""

import numpy as np

from bench.scenes import Scene, background, codes, draw
from kiosk.scanner.reading.films import Reader
from kiosk.scanner.reading.finding.attention import Area, Attention
from kiosk.scanner.reading.frames import Grey

ADA, GRACE = codes(2, np.random.default_rng(1))
ALL = Area(0, 0, 640, 360)
WALL = np.full((360, 640), 128, np.uint8)


def noisy(picture: Grey, seed: int) -> Grey:
    """Return the picture with the noise of a dim room."""
    noise = np.random.default_rng(seed).normal(0, 6, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def seen(*pictures: Grey) -> Attention:
    """Show a film."""
    attention = Attention()
    for picture in pictures:
        attention.see(picture)
    return attention


def test_a_first_frame_is_new_everywhere() -> None:
    assert seen(WALL).box(1) == ALL


def test_noise_is_no_change() -> None:
    assert seen(*(noisy(WALL, seed) for seed in range(20))).box(1) is None


def test_what_moves_is_found_with_a_margin_and_remembered_for_some_frames() -> None:
    moved = WALL.copy()
    moved[100:140, 300:340] = 30

    attention = seen(WALL, WALL, moved, moved)

    box = attention.box(2)
    assert box is not None
    assert box != ALL
    assert box.left < 290
    assert box.right > 350
    assert box.top < 90
    assert box.bottom > 150
    assert attention.box(1) is None


def test_what_changes_slowly_is_noticed_in_the_end() -> None:
    pictures = [np.full((360, 640), 100 + step, np.uint8) for step in range(7)]

    assert seen(*pictures[:5]).box(1) is None
    assert seen(*pictures).box(2) == ALL


def test_a_box_is_as_large_as_asked_for_at_the_edge_too() -> None:
    moved = WALL.copy()
    moved[:30, :30] = 30

    box = seen(WALL, WALL, moved).box(1, least=300)

    assert box is not None
    assert (box.left, box.top) == (0, 0)
    assert min(box.right, box.bottom) >= 300


def test_a_frame_of_another_size_is_new_everywhere() -> None:
    assert seen(WALL, WALL[:300]).box(1) == Area(0, 0, 640, 300)


def test_a_badge_that_comes_into_a_calm_room_is_read_in_its_first_frame() -> None:
    scene = Scene(width=640, height=360, side=90, noise=2)
    room = np.clip(background(scene, np.random.default_rng(5)), 0, 255).astype(np.uint8)
    reader = Reader(budget_ms=1000)
    for index in range(70):
        assert reader.read(room, index / 30) == []

    badge = draw([(ADA, scene)], np.random.default_rng(5)).frame

    assert [symbol.text for symbol in reader.read(badge, 70 / 30)] == [ADA]


def test_a_badge_that_stays_where_it_is_stays_read() -> None:
    scenes = [Scene(width=640, height=360, side=100, x=x, noise=2) for x in (0.25, 0.75)]
    both = draw(list(zip((ADA, GRACE), scenes, strict=True)), np.random.default_rng(2)).frame
    reader = Reader(budget_ms=1000)

    read = [{symbol.text for symbol in reader.read(both, index / 30)} for index in range(40)]

    assert read == [{ADA, GRACE}] * 40


def test_a_phone_in_dark_mode_that_comes_later_is_read() -> None:
    scene = Scene(width=640, height=360, side=110, noise=2, screen=True)
    room = np.clip(background(scene, np.random.default_rng(5)), 0, 255).astype(np.uint8)
    phone = draw([(ADA, scene)], np.random.default_rng(5)).frame
    reader = Reader(budget_ms=1000)
    for index in range(10):
        reader.read(room, index / 30)

    read = [reader.read(phone, index / 30) for index in range(10, 20)]

    assert all(symbols and symbols[0].text == ADA for symbols in read[3:])
