"""Lists that are sent row by row: few steps, and the same list in the end."""

import random

import pytest

from kiosk.web.live.channels import Channel, Partial
from kiosk.web.live.rows import RowChange, Rows, changes


def rows(*keys: str, **other: str) -> Rows:
    return Rows.of((key, other.get(key, f"<li>{key}</li>")) for key in keys)


def followed(before: Rows, steps: list[RowChange]) -> list[tuple[str, str]]:
    """Do what a browser does."""
    listed = list(before.by_key.items())
    for kind, key, *rest in steps:
        places = [place for place, row in enumerate(listed) if row[0] == key]
        if kind == "=":
            listed[places[0]] = (str(key), str(rest[0]))
            continue
        for place in places:
            del listed[place]
        if kind == "+":
            keys = [row[0] for row in listed]
            place = len(listed) if rest[0] is None else keys.index(rest[0])
            listed.insert(place, (str(key), str(rest[1])))
    return listed


@pytest.mark.parametrize(
    ("before", "after", "steps"),
    [
        ("abc", "abc", 0),
        ("abc", "ac", 1),
        ("abc", "xabc", 1),
        ("abc", "abcx", 1),
        ("abcdef", "bcdefa", 2),
        ("abcdef", "fabcde", 1),
        ("", "ab", 2),
        ("ab", "", 2),
    ],
)
def test_a_row_that_comes_goes_or_moves_takes_a_step_or_two(
    before: str, after: str, steps: int
) -> None:
    made = changes(rows(*before), rows(*after))

    assert len(made) == steps
    assert followed(rows(*before), made) == list(rows(*after).by_key.items())


def test_a_row_that_changed_is_replaced() -> None:
    assert changes(rows("a", "b"), rows("a", "b", b="<li>2</li>")) == [("=", "b", "<li>2</li>")]


def test_whatever_happens_the_list_is_the_same_in_the_end() -> None:
    dice = random.Random(7)
    for _ in range(300):
        before, after = (dice.sample("abcdefghij", dice.randrange(11)) for _ in range(2))
        other = {key: f"<li>{dice.randrange(3)}</li>" for key in "abcde"}

        made = changes(rows(*before), rows(*after, **other))

        assert followed(rows(*before), made) == list(rows(*after, **other).by_key.items())


@pytest.fixture
def channel() -> Channel:
    return Channel()


def put(channel: Channel, **partials: Partial) -> None:
    channel.put({name.replace("_", "-"): each for name, each in partials.items()})


def test_of_a_list_only_the_steps_are_sent(channel: Channel) -> None:
    put(channel, list_rows=rows("a", "b"))
    seat = channel.sit()
    assert b'event: rows\nid: 1\ndata: list-rows\ndata: {"all":[["a","' in channel.news_for(seat)

    put(channel, list_rows=rows("b"))

    assert channel.news_for(seat) == (
        b'event: rows\nid: 2\ndata: list-rows\ndata: {"steps":[["-","a"]]}\n\n'
    )


def test_a_frame_that_changes_is_followed_by_what_is_in_it(channel: Channel) -> None:
    put(channel, list="<ul>1</ul>", list_rows=rows("a"), other="x")
    seat = channel.sit()
    channel.news_for(seat)

    put(channel, list="<ol>1</ol>", list_rows=rows("a"), other="x")

    news = channel.news_for(seat)
    assert b"data: <ol>1</ol>" in news and b'"all":[["a"' in news
    assert b"other" not in news


def test_who_missed_some_changes_is_told_them_and_who_missed_too_many_is_told_all(
    channel: Channel,
) -> None:
    put(channel, a="1", b="1")
    slow, slower = channel.sit(), channel.sit()
    channel.news_for(slow)
    channel.news_for(slower)

    for number in range(5):
        put(channel, a=f"two {number}", b="1")
    assert channel.news_for(slow).count(b"data: a\n") == 5
    for number in range(50):
        put(channel, a=f"three {number}", b="1")

    assert (
        channel.news_for(slower)
        == b"id: 56\ndata: a\ndata: three 49\n\nid: 56\ndata: b\ndata: 1\n\n"
    )


def test_what_did_not_change_wakes_nobody(channel: Channel) -> None:
    woken: list[int] = []
    put(channel, a="1")
    channel.sit().wake = lambda: woken.append(1)

    put(channel, a="1")

    assert woken == []
