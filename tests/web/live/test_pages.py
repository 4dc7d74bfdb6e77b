"""The framing and sharing of live streams, with a page of our own."""

from collections.abc import Iterator
from itertools import islice

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import ServiceUnavailable

from kiosk.core.rights import Right
from kiosk.core.updates import Topic, Update
from kiosk.web.live.channels import Channel, Owner
from kiosk.web.live.pages import Feeds, LivePage, Partials, StreamVariant, stream
from kiosk.web.shell.access import needs
from kiosk.web.shell.i18n import language
from tests.makers import Maker

UPDATE = Update(Topic.SCAN, 1)


class Counter:
    """A page that counts how often it was rendered."""

    def __init__(self) -> None:
        self.rendered = 0
        self.page = LivePage("counter", frozenset({Topic.SCAN}), self.render, pause=0.0)

    def render(self, variant: StreamVariant) -> Partials:
        self.rendered += 1
        return {"count": f"<b>{self.rendered}</b>", "still": f"{variant} {language()}"}


@pytest.fixture
def counter() -> Counter:
    return Counter()


def _open(app: Flask, counter: Counter, *variant: str, language: str = "en") -> Iterator[bytes]:
    with app.test_request_context(f"/?language={language}"):
        return iter(stream(counter.page, *variant).response)


def _next(opened: Iterator[bytes], count: int = 1) -> str:
    return b"".join(islice(opened, count)).decode()


def test_a_stream_first_sends_the_present_state(app: Flask, counter: Counter) -> None:
    opened = _open(app, counter, "names")

    assert _next(opened) == "retry: 2000\n\n"
    assert _next(opened) == (
        "id: 1\ndata: count\ndata: <b>1</b>\n\nid: 1\ndata: still\ndata: ('names',) en\n\n"
    )


def test_an_update_sends_only_what_changed(app: Flask, counter: Counter) -> None:
    opened = _open(app, counter)
    _next(opened, 2)

    app.extensions["desk"].updates.publish(UPDATE)

    assert _next(opened) == "id: 2\ndata: count\ndata: <b>2</b>\n\n"


def test_two_who_watch_the_same_share_one_rendering(app: Flask, counter: Counter) -> None:
    first, second = _open(app, counter), _open(app, counter)
    _next(first, 2)

    assert "<b>1</b>" in _next(second, 2)
    assert counter.rendered == 1


def test_what_two_hundred_are_told_is_written_once() -> None:
    channel = Channel()
    seats = [channel.sit() for _ in range(200)]
    channel.put({"count": "  <b>1</b>\n\n  here  "})

    told = {id(channel.news_for(each)) for each in seats}

    assert len(told) == 1
    assert channel.news_for(channel.sit()) == b"id: 1\ndata: count\ndata: <b>1</b>\ndata: here\n\n"


def test_another_language_is_rendered_by_itself(app: Flask, counter: Counter) -> None:
    assert " en" in _next(_open(app, counter), 2)
    assert " id" in _next(_open(app, counter, language="id"), 2)


def test_updates_of_other_topics_render_nothing(app: Flask, counter: Counter) -> None:
    opened = _open(app, counter)
    _next(opened, 2)

    app.extensions["desk"].updates.publish(Update(Topic.ROSTER, 1))
    app.extensions["desk"].updates.publish(UPDATE)

    assert "<b>2</b>" in _next(opened)


def test_too_many_streams_are_asked_to_come_later(
    app: Flask, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.extensions["feeds"] = Feeds(app, limit=1)

    monkeypatch.setitem(
        app.view_functions, "auth.login", needs(Right.ENTER)(lambda: stream(counter.page))
    )
    client = app.test_client()
    with client.get("/login", buffered=False) as open_stream:
        refused = client.get("/login")

        assert open_stream.status_code == 200
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert app.extensions["feeds"].watchers == 0


def test_one_person_cannot_take_all_places(app: Flask, counter: Counter) -> None:
    feeds = app.extensions["feeds"] = Feeds(app, limit=4)
    with app.test_request_context("/"):
        for _ in range(2):
            feeds.stream(counter.page, (), Owner("staff 1"))
        with pytest.raises(ServiceUnavailable):
            feeds.stream(counter.page, (), Owner("staff 1"))

        first = feeds.stream(counter.page, (), Owner("staff 2"))
        feeds.stream(counter.page, (), Owner("wall 7"))
        with pytest.raises(ServiceUnavailable):
            feeds.stream(counter.page, (), Owner("staff 3"))
        first.close()
        feeds.stream(counter.page, (), Owner("staff 3"))


def test_what_one_person_watches_in_one_stream_takes_one_place(
    app: Flask, counter: Counter
) -> None:
    feeds = app.extensions["feeds"] = Feeds(app, limit=4)
    with app.test_request_context("/"):
        for _ in range(2):
            both = [feeds.stream(counter.page, (each,), Owner("staff 1")) for each in "ab"]
            feeds.together(both).close()

        assert feeds.stream(counter.page, (), Owner("staff 1"))
    assert feeds.watchers == 1


def test_a_page_that_fails_once_is_right_again_with_the_next_update(
    app: Flask, counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks_first(variant: StreamVariant) -> Partials:
        partials = counter.render(variant)
        if counter.rendered == 1:
            raise RuntimeError
        return partials

    counter.page = LivePage("broken", frozenset({Topic.SCAN}), breaks_first, pause=0.0)
    opened = _open(app, counter)
    _next(opened)
    while not counter.rendered:
        pass

    app.extensions["desk"].updates.publish(UPDATE)

    assert "<b>2</b>" in _next(opened)
    assert "could not be rendered: broken" in caplog.text


def test_streams_end_when_the_product_stops(app: Flask, counter: Counter) -> None:
    opened = _open(app, counter)
    _next(opened, 2)

    app.extensions["feeds"].close()

    assert list(opened) == []


def test_one_stream_carries_several_feeds_marked_by_their_position(
    app: Flask, as_staff: FlaskClient, make: Maker
) -> None:
    make.event()
    morning = make.sessions(make.event("Second"))[0].id

    with as_staff.get(
        f"/live?feed=/dashboard/live?language=id&feed=/dashboard/live?session={morning}",
        buffered=False,
    ) as answer:
        told = _next(iter(answer.response), 3)

        assert answer.status_code == 200
        assert app.extensions["feeds"].watchers == 1
    assert "data: 0 numbers\n" in told
    assert "data: 1 numbers\n" in told
    assert app.extensions["feeds"].watchers == 0


def test_each_feed_of_a_stream_is_allowed_or_refused_by_itself(
    as_staff: FlaskClient, make: Maker
) -> None:
    make.event()
    feeds = "feed=/dashboard/wall/withdrawn/live&feed=/dashboard/live"

    with as_staff.get(f"/live?{feeds}", buffered=False) as answer:
        told = _next(iter(answer.response), 2)

    assert "event: refused\ndata: 0\n\n" in told
    assert "data: 1 numbers\n" in told


def test_several_feeds_need_the_login_that_each_of_them_needs(
    client: FlaskClient, make: Maker
) -> None:
    make.event()

    assert client.get("/live?feed=/dashboard/live").status_code == 404


@pytest.mark.parametrize("feed", ["", "/live", "/logout", "//elsewhere/live", "/users"])
def test_what_is_no_feed_is_refused(as_admin: FlaskClient, feed: str) -> None:
    assert as_admin.get("/live", query_string={"feed": feed}).status_code == 400
