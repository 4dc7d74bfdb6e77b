"""The same code counts once while it is in the picture and a moment after; another at once."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.scanner.repeats import Repeats

ADA, GRACE, MALLORY = "ADA", "GRACE", "MALLORY"
FRAME_S = 1 / 30


def watch(repeats: Repeats, codes: list[str], start: float, end: float) -> list[str]:
    """Look at frames that all show ``codes`` from ``start`` to ``end``; return what counted."""
    counted = []
    for k in range(round((end - start) / FRAME_S)):
        counted += repeats.new(codes, start + k * FRAME_S)
    return counted


def test_a_code_counts_the_first_time_it_is_seen() -> None:
    assert Repeats().new([ADA], 0.0) == [ADA]


def test_a_code_in_view_counts_once_however_long_it_stays() -> None:
    assert watch(Repeats(), [ADA], 0, 60) == [ADA]


def test_a_code_that_comes_back_within_three_seconds_is_the_same_showing() -> None:
    repeats = Repeats()
    watch(repeats, [ADA], 0, 1)
    watch(repeats, [], 1, 3.9)

    assert repeats.new([ADA], 3.9) == []


def test_a_code_that_comes_back_after_three_seconds_counts_again() -> None:
    repeats = Repeats()
    watch(repeats, [ADA], 0, 1)
    watch(repeats, [], 1, 4.1)

    assert repeats.new([ADA], 4.1) == [ADA]


def test_the_three_seconds_begin_anew_with_every_sight() -> None:
    repeats = Repeats()
    watch(repeats, [ADA], 0, 1)
    for start in (1, 3, 5, 7):
        watch(repeats, [], start, start + 1.9)
        assert repeats.new([ADA], start + 1.95) == []


def test_how_long_a_code_is_held_is_a_setting() -> None:
    repeats = Repeats(hold_s=10)
    watch(repeats, [ADA], 0, 1)
    watch(repeats, [], 1, 9)

    assert repeats.new([ADA], 9) == []
    watch(repeats, [], 9.1, 19.5)
    assert repeats.new([ADA], 19.5) == [ADA]


def test_a_camera_that_was_blind_does_not_make_a_badge_that_never_left_a_new_one() -> None:
    repeats = Repeats()
    watch(repeats, [ADA], 0, 1)

    assert repeats.new([ADA], 61) == []


def test_a_code_must_have_been_gone_for_a_moment_and_not_for_one_missed_frame() -> None:
    repeats = Repeats()
    watch(repeats, [ADA], 0, 1)
    repeats.new([], 60)

    assert repeats.new([ADA], 60 + FRAME_S) == []


def test_two_people_in_turn_within_300_ms_are_both_read() -> None:
    repeats = Repeats()

    first = watch(repeats, [ADA], 0, 0.15)
    second = watch(repeats, [GRACE], 0.15, 0.3)

    assert first + second == [ADA, GRACE]


def test_two_badges_at_once_are_both_read() -> None:
    assert Repeats().new([ADA, GRACE], 0) == [ADA, GRACE]


def test_somebody_who_joins_while_another_badge_stays_is_read_at_once() -> None:
    repeats = Repeats()
    watch(repeats, [ADA], 0, 5)

    assert repeats.new([ADA, GRACE], 5) == [GRACE]


def test_the_same_code_twice_in_one_frame_is_one() -> None:
    assert Repeats().new([ADA, ADA], 0) == [ADA]


def test_a_long_day_leaves_nothing_behind_in_memory() -> None:
    repeats = Repeats()
    for k in range(2000):
        repeats.new([f"CODE{k}"], k * 0.5)

    assert len(repeats._sightings) < 10


frames_shown = st.lists(st.sets(st.sampled_from([ADA, GRACE, MALLORY])), max_size=400)


@given(frames_shown, st.floats(0.01, 0.5))
def test_every_code_that_is_shown_counts_and_never_twice_within_the_hold(
    shown: list[set[str]], every_s: float
) -> None:
    repeats = Repeats()
    counted: dict[str, float] = {}
    last_seen: dict[str, float] = {}

    for k, codes in enumerate(shown):
        at = k * every_s
        for code in repeats.new(sorted(codes), at):
            assert at - last_seen.get(code, -99) >= 3.0
            counted[code] = at
        last_seen |= dict.fromkeys(codes, at)

    assert counted.keys() == last_seen.keys()


@given(frames_shown, st.floats(0.01, 0.5))
def test_one_code_does_not_change_what_counts_of_another(
    shown: list[set[str]], every_s: float
) -> None:
    together, alone = Repeats(), Repeats()

    for k, codes in enumerate(shown):
        both = together.new(sorted(codes), k * every_s)
        only = alone.new(sorted(codes & {ADA}), k * every_s)
        assert (ADA in both) == (ADA in only)
