"""The reader of badges: films, pictures, and what is no picture at all."""

import numpy as np
import pytest

from bench.scenes import Drawn, Scene, background, codes, draw, film
from bench.webcam import Held, Seen
from bench.webcam import film as webcam_film
from kiosk.scanner.reading.films import Reader, read_image
from kiosk.scanner.reading.recognition.recognition import Roster
from kiosk.scanner.reading.symbols import Symbol

ADA, GRACE = codes(2, np.random.default_rng(1))
SMALL = Scene(width=480, height=360, side=110, noise=3)


def drawn(code: str, scene: Scene, seed: int = 3) -> Drawn:
    """Draw one badge."""
    return draw([(code, scene)], np.random.default_rng(seed))


def texts(symbols: list[Symbol]) -> list[str]:
    """Return what was read, in the order of the alphabet."""
    return sorted(symbol.text for symbol in symbols)


def test_a_sharp_badge_is_read_in_its_first_frame() -> None:
    badge = drawn(ADA, SMALL)

    (symbol,) = Reader().read(badge.frame, 0.0)

    assert (symbol.text, symbol.how, symbol.by, symbol.score) == (ADA, "decoded", "plain", 1.0)


def test_the_corners_are_those_of_the_symbol_clockwise_from_its_top_left() -> None:
    badge = drawn(ADA, Scene(width=480, height=360, side=140, turn=100, noise=1))

    (symbol,) = read_image(badge.frame)

    assert np.abs(np.array(symbol.corners) - badge.corners[0]).max() < 4


def test_two_badges_in_a_frame_are_both_read() -> None:
    scenes = [Scene(width=640, height=360, side=100, x=x) for x in (0.25, 0.75)]
    both = draw(list(zip((ADA, GRACE), scenes, strict=True)), np.random.default_rng(2))

    assert texts(Reader().read(both.frame, 0.0)) == sorted([ADA, GRACE])
    assert texts(read_image(both.frame)) == sorted([ADA, GRACE])


def test_a_phone_in_dark_mode_is_read() -> None:
    phone = drawn(ADA, Scene(width=480, height=360, side=140, screen=True))

    assert texts(Reader().read(phone.frame, 0.0)) == [ADA]


def test_any_other_qr_code_is_read_from_a_picture() -> None:
    link = "https://example.org/a/longer/address?with=everything&that=makes-it-large"

    assert texts(read_image(drawn(link, Scene(width=640, height=480, side=260)).frame)) == [link]


@pytest.mark.parametrize(
    "scene",
    [
        pytest.param(Scene(width=480, height=360, side=180, curve=0.8), id="bent paper"),
        pytest.param(Scene(width=480, height=360, side=180, finger=0.05), id="a thumb"),
        pytest.param(Scene(width=480, height=360, side=170, glare=0.5), id="a shine"),
        pytest.param(Scene(width=480, height=360, side=150, tilt=60, noise=2), id="a strong tilt"),
    ],
)
def test_a_picture_is_read_in_spite_of(scene: Scene) -> None:
    assert texts(read_image(drawn(ADA, scene, seed=8).frame, limit_ms=2000)) == [ADA]


def test_a_thumb_over_a_corner_is_read_within_a_second_of_film() -> None:
    reader = Reader(budget_ms=1000)
    scene = Scene(width=480, height=360, side=130, finger=0.06)
    frames = film(ADA, scene, 30, np.random.default_rng(4))

    read = [reader.read(each.frame, index / 30) for index, each in enumerate(frames)]

    assert any(texts(symbols) == [ADA] for symbols in read)


def test_a_room_without_a_symbol_gives_nothing() -> None:
    room = np.clip(background(SMALL, np.random.default_rng(5)), 0, 255).astype(np.uint8)

    assert read_image(room) == []
    assert [Reader().read(room, index / 30) for index in range(3)] == [[], [], []]


@pytest.mark.parametrize(
    "shape",
    [(1, 1), (0, 0), (2, 900), (900, 2), (30, 30), (40, 50, 1), (40, 50, 2), (40, 50, 4), (7,)],
    ids=str,
)
@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.float32, np.bool_])
def test_a_frame_of_any_shape_and_kind_is_no_trouble(
    shape: tuple[int, ...], kind: type[np.generic]
) -> None:
    frame = (np.random.default_rng(6).random(shape) * 255).astype(kind)

    assert read_image(frame, limit_ms=20) == []
    assert Reader().read(frame, 0.0) == []


def test_colour_transparency_depth_and_strides_do_not_matter() -> None:
    grey = drawn(ADA, SMALL).frame
    frames = [
        np.dstack([grey] * 3),
        np.dstack([grey] * 4),
        grey.astype(np.uint16) << 8,
        grey.astype(np.float64) / 255,
        np.dstack([grey] * 3)[::-1][::-1],
        np.asfortranarray(grey),
    ]

    assert [texts(Reader().read(frame, 0.0)) for frame in frames] == [[ADA]] * len(frames)


def test_a_huge_picture_is_read_at_a_size_that_can_be_handled() -> None:
    badge = drawn(ADA, SMALL)
    huge = np.kron(badge.frame, np.ones((12, 12), np.uint8))

    (symbol,) = read_image(huge)

    assert symbol.text == ADA
    assert np.abs(np.array(symbol.corners) / 12 - badge.corners[0]).max() < 4


def test_time_may_jump_and_frames_may_change_their_size() -> None:
    reader = Reader()
    sizes = [(480, 360), (320, 240), (640, 480)]

    for at, (width, height) in zip((5.0, 1.0, 900.0), sizes, strict=True):
        badge = drawn(ADA, Scene(width=width, height=height, side=100))
        assert texts(reader.read(badge.frame, at)) == [ADA]


def test_a_badge_across_the_room_is_answered_within_a_few_frames_of_a_small_webcam() -> None:
    roster = Roster.of([ADA, GRACE])
    reader, answers = Reader(roster), []
    held = Held(ADA, 0.75, roll=8)

    for index, frame in enumerate(
        webcam_film([held], Seen(size="480p"), 6, np.random.default_rng(4))
    ):
        answers += [symbol.text for symbol in reader.read(frame, index / 30)]

    assert set(answers) == {ADA}
