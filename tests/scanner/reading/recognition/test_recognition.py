"""Recognition: badges of the event that no decoder reads, and strangers that stay strangers."""

from math import exp

import numpy as np
import pytest
import qrcode

from badges.symbol import matrices
from bench.scenes import Scene, codes, draw, film
from kiosk.scanner.reading.films import Reader, read_image
from kiosk.scanner.reading.recognition.recognition import Estimate, Roster, best, is_certain
from kiosk.scanner.reading.recognition.tracking import decoded
from kiosk.scanner.reading.symbol.grid import data_area, fixed, format_area, formats
from kiosk.scanner.reading.symbols import Symbol
from kiosk.scanner.reading.zxing import decode

BADGES = codes(200, np.random.default_rng(1))
ADA = BADGES[17]
MALLORY = codes(1, np.random.default_rng(99))[0]
ROSTER = Roster.of(BADGES)

HARD = [
    pytest.param(Scene(width=640, height=360, side=60, blur=2.0), id="60 px, blur 2.0"),
    pytest.param(Scene(width=640, height=360, side=45, blur=1.4), id="45 px, blur 1.4"),
    pytest.param(Scene(width=640, height=360, side=80, blur=2.6), id="80 px, blur 2.6"),
    pytest.param(Scene(width=640, height=360, side=100, blur=1, motion=13), id="motion 13 px"),
]


def seen(code: str, scene: Scene, roster: Roster | None) -> list[Symbol]:
    """Return what is read in half a second of film."""
    reader = Reader(roster, budget_ms=1000)
    frames = film(code, scene, 15, np.random.default_rng(12))
    return [
        symbol
        for index, each in enumerate(frames)
        for symbol in reader.read(each.frame, index / 30)
    ]


@pytest.mark.parametrize("scene", HARD)
def test_a_badge_that_no_decoder_reads_is_recognized(scene: Scene) -> None:
    frame = draw([(ADA, scene)], np.random.default_rng(2)).frame

    symbols = seen(ADA, scene, ROSTER)

    assert decode(frame) == []
    assert {(symbol.text, symbol.how) for symbol in symbols} == {(ADA, "recognized")}


@pytest.mark.parametrize("scene", HARD)
def test_a_strangers_badge_is_never_taken_for_one_of_ours(scene: Scene) -> None:
    answers = {symbol.text for symbol in seen(MALLORY, scene, ROSTER)}

    assert answers <= {MALLORY}


def test_a_recognized_badge_says_where_it_is_and_how_sure_that_is() -> None:
    drawn = draw([(ADA, Scene(width=640, height=360, side=60, blur=2.0))], np.random.default_rng(2))

    (symbol,) = read_image(drawn.frame, roster=ROSTER)

    assert np.abs(np.array(symbol.corners) - drawn.corners[0]).max() < 2
    assert ROSTER.threshold <= symbol.score <= 1


@pytest.mark.parametrize("mask", range(8))
def test_the_mask_a_badge_was_drawn_with_does_not_matter(mask: int) -> None:
    drawing = qrcode.QRCode(
        version=1, error_correction=qrcode.ERROR_CORRECT_Q, border=0, mask_pattern=mask
    )
    drawing.add_data(ADA)
    drawing.make(fit=False)
    dark = np.array(drawing.get_matrix())[data_area()]

    match = best(ROSTER, np.where(dark, -1, 1).astype(np.float32))

    assert match
    assert (match.code, match.mask, is_certain(ROSTER, match)) == (ADA, mask, True)


def test_strangers_stay_far_below_what_is_asked_for() -> None:
    strangers = matrices(codes(1000, np.random.default_rng(5)))[:, data_area()]

    matches = [best(ROSTER, 1 - 2 * dark.astype(np.float32)) for dark in strangers]

    assert max(match.score for match in matches if match) < ROSTER.threshold - 0.1


def test_a_larger_roster_asks_for_more_likeness() -> None:
    assert Roster.of(BADGES[:10]).threshold < ROSTER.threshold


@pytest.mark.parametrize("count", [1, 125, 2000])
def test_a_stranger_is_taken_for_a_badge_less_than_once_in_a_milliard_symbols(count: int) -> None:
    roster = Roster.of(codes(count, np.random.default_rng(3)))
    tries = count * 8 * 4 * 1000  # Badges, masks, turns; places, blurs and frames.

    by_chance = exp(-192 * roster.threshold**2 / 2)  # Hoeffding's bound for 192 coins.

    assert tries * by_chance == pytest.approx(1e-9)


def test_among_many_badges_the_quick_comparison_leaves_out_none_that_is_certain() -> None:
    badges = codes(3000, np.random.default_rng(4))
    roster = Roster.of(badges)
    light = 1 - 2 * matrices(badges[:200])[:, data_area()].astype(np.float32)
    noise = np.random.default_rng(5).normal(0, 1.0, light.shape).astype(np.float32)

    matches = [best(roster, seen) for seen in light + noise]

    certain = [match is not None and is_certain(roster, match) for match in matches]
    assert [match.code for match in matches if match] == badges[:200]
    assert 100 < sum(certain) < 200  # As noisy as may be.


def test_an_empty_roster_recognizes_nobody() -> None:
    assert best(Roster.of([]), np.ones(208, np.float32)) is None


def test_codes_of_another_length_are_left_out_of_the_roster() -> None:
    assert Roster.of(["SHORT", ADA]).codes == (ADA,)


def test_the_roster_may_be_replaced_while_the_reader_runs() -> None:
    reader = Reader(Roster.of([MALLORY]), budget_ms=1000)
    scene = Scene(width=640, height=360, side=60, blur=2.0)
    frames = [each.frame for each in film(ADA, scene, 20, np.random.default_rng(12))]
    before = [reader.read(frame, index / 30) for index, frame in enumerate(frames[:10])]

    reader.roster = ROSTER
    after = [reader.read(frame, index / 30) for index, frame in enumerate(frames[10:], 10)]

    assert not any(symbol.how == "recognized" for symbols in before for symbol in symbols)
    assert any(symbol.text == ADA for symbols in after for symbol in symbols)


def test_a_symbol_drawn_again_from_its_modules_decodes_even_with_some_of_them_wrong() -> None:
    symbol = matrices([ADA])[0]
    light = 1 - 2 * symbol.astype(np.float32)
    data = light[data_area()]
    data[:16] *= -1

    assert decoded(Estimate(data, light[format_area()])) == ADA


def test_what_all_symbols_have_in_common_is_as_the_standard_says() -> None:
    symbol = matrices([ADA])[0] == 1

    assert symbol[fixed() == -1].all()
    assert not symbol[fixed() == 1].any()
    assert (formats() == symbol[format_area()]).all(axis=1).any()


def test_a_badge_held_where_another_was_is_told_at_once() -> None:
    reader = Reader(ROSTER, budget_ms=1000)
    scene = Scene(width=640, height=360, side=60, blur=2.0)
    frames = [
        each.frame
        for code in (ADA, BADGES[3])
        for each in film(code, scene, 12, np.random.default_rng(12))
    ]

    read = [reader.read(frame, index / 30) for index, frame in enumerate(frames)]

    assert {symbol.text for symbols in read[:12] for symbol in symbols} == {ADA}
    assert {symbol.text for symbols in read[13:] for symbol in symbols} == {BADGES[3]}
