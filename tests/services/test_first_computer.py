"""By which certificate a first computer is believed, and in which sentence it is not."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.core.errors import Refused
from kiosk.desk import utc_now
from kiosk.services.authority import Authority, as_file
from kiosk.services.first_computer import (
    FirstComputer,
    FirstPlace,
    NotReached,
    sentence_in,
    trusting,
)
from kiosk.services.network import Reached
from kiosk.settings import Settings

HERE, ELSEWHERE = Reached(("localhost",), ("127.0.0.1",)), Reached(("lab",), ("192.168.1.5",))
Shown = Callable[[Reached, timedelta], FirstComputer]


def authority_in(folder: Path, called: Reached, ago: timedelta) -> tuple[Path, str]:
    """Make a certificate so long ago; return the file, and the authority (PEM) that signed it."""
    authority = Authority(Settings(data=folder))
    file, _is_new = authority.renewed(called, utc_now() - ago)
    return file, ssl.DER_cert_to_PEM_cert(as_file(authority.certificate))


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Shown]:
    """Shows a certificate to whoever asks; gives how a second computer asks."""
    doors: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def show(called: Reached, ago: timedelta) -> FirstComputer:
        file, authority = authority_in(tmp_path / str(len(doors)), called, ago)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        doors.append(socket.create_server(("127.0.0.1", 0)))
        threads.append(threading.Thread(target=_shake_hands, args=(doors[-1], context)))
        threads[-1].start()
        place = FirstPlace("127.0.0.1", doors[-1].getsockname()[1])
        return FirstComputer(place, trusting(authority))

    yield show
    for each in doors:
        each.shutdown(socket.SHUT_RDWR)
        each.close()
    for thread in threads:
        thread.join()


def _shake_hands(door: socket.socket, context: ssl.SSLContext) -> None:
    with suppress(OSError):
        while True:
            near, _address = door.accept()
            with suppress(OSError), near, context.wrap_socket(near, server_side=True):
                pass


@pytest.mark.parametrize(
    ("called", "ago", "said"),
    [
        (HERE, timedelta(days=-60), "not valid today. Set the wrong clock right"),
        (HERE, timedelta(days=400), "not valid today. Set the wrong clock right"),
        (ELSEWHERE, timedelta(), "not known under"),
    ],
    ids=["not valid yet", "no longer valid", "of another address"],
)
def test_what_is_wrong_with_a_certificate_is_said_in_one_sentence(
    shown: Shown, called: Reached, ago: timedelta, said: str
) -> None:
    first = shown(called, ago)

    with pytest.raises(Refused, match=said) as refused:
        first.ask("/second/news", {})

    assert not isinstance(refused.value, NotReached)


def test_a_certificate_of_another_authority_has_changed(shown: Shown, tmp_path: Path) -> None:
    place = shown(HERE, timedelta()).place
    _file, another = authority_in(tmp_path / "another", HERE, timedelta())

    with pytest.raises(Refused, match="has changed"):
        FirstComputer(place, trusting(another)).ask("/second/news", {})


def test_who_believes_those_of_the_internet_alone_does_not_believe_it(shown: Shown) -> None:
    first = FirstComputer(shown(HERE, timedelta()).place, ssl.create_default_context())

    with pytest.raises(Refused, match="certificate"):
        first.ask("/second/news", {})


def test_a_certificate_that_is_right_is_spoken_with(shown: Shown) -> None:
    with pytest.raises(NotReached):  # the handshake is all that answers here
        shown(HERE, timedelta()).ask("/second/news", {})


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {"refusal": 7, "values": {}},
        {"refusal": "x", "values": ["x"]},
        {"refusal": "{", "values": {}},
        {"refusal": "{name}", "values": {}},
        {"refusal": "{name.__class__}", "values": {"name": "x"}},
        {"refusal": "{text}", "values": {"text": "x"}},
    ],
)
def test_a_refusal_that_nobody_could_say_is_none(told: object) -> None:
    assert sentence_in(told) is None


def test_a_refusal_is_said_as_it_was_told() -> None:
    told = {"refusal": "This key was used already, for {name}.", "values": {"name": "B", "x": 1}}

    assert sentence_in(told) == (told["refusal"], {"name": "B"})
