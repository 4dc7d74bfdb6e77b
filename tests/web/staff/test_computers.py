"""The page of second computers: who may, what is shown, what is refused in a sentence."""

from datetime import timedelta

import pytest

from kiosk.core.computers import Following
from kiosk.core.model import Role
from kiosk.desk import Desk
from kiosk.services import computers
from kiosk.services.led import follow, followed
from kiosk.storage import computers as stored
from tests.makers import Maker
from tests.web.conftest import Login


def test_without_the_network_no_key_is_made(login: Login) -> None:
    refused = login(Role.ADMINISTRATOR).post("/computers", data={"name": "Laptop 2"})

    assert refused.status_code == 409
    assert "under Phones" in refused.text


@pytest.mark.parametrize(
    ("address", "key", "said"),
    [
        ("http://192.168.1.5", f"secret.{'0' * 64}", "https://192.168.1.5:8443"),
        ("https://192.168.1.5:8443", "secret", "not the whole key"),
    ],
)
def test_what_cannot_be_followed_is_said_on_the_page(
    login: Login, address: str, key: str, said: str
) -> None:
    told = login(Role.ADMINISTRATOR).post("/computers/first", data={"address": address, "key": key})

    assert told.status_code == 400
    assert said in told.text


def test_who_follows_is_shown_with_what_waits_and_can_be_withdrawn(
    sqlite_desk: Desk, make: Maker, login: Login
) -> None:
    make.event()
    now = sqlite_desk.now()
    with sqlite_desk.store.write() as tx:
        new_id = stored.add(tx, "Laptop Timur", "0" * 64, "Siti", (now, now + timedelta(hours=1)))
        stored.join(tx, new_id, "f" * 64, "1" * 64, now)
        stored.change(tx, new_id, waiting=12)
    client = login(Role.ADMINISTRATOR)
    assert "12 changes wait there" in client.get("/computers").text
    assert "Laptop Timur" in client.get("/").text

    client.post(f"/computers/{new_id}/withdrawal")

    assert computers.lags(sqlite_desk) == []
    assert "Laptop Timur" not in client.get("/computers").text


def test_a_second_computer_says_whom_it_follows_and_goes_on_alone(
    sqlite_desk: Desk, login: Login
) -> None:
    with sqlite_desk.store.write() as tx:
        follow(tx, Following("f" * 64, "laptop-dinas", "Laptop 2", refusal="This key has expired."))
    client = login(Role.ADMINISTRATOR)
    shown = client.get("/computers").text
    assert "laptop-dinas" in shown
    assert "This key has expired." in shown
    assert "Join again with a new key" in shown
    refused = client.post("/events", data={"name": "X"})
    assert followed(sqlite_desk)

    client.post("/computers/first/end")

    assert refused.status_code in {400, 409}
    assert followed(sqlite_desk) is None
