"""The list in a phone: opens with the code on a badge, and tells nothing without."""

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.core.errors import BadInput
from kiosk.core.model import Event, Participant
from kiosk.desk import Desk
from kiosk.services import acts, badges, check_ins, sealed_roster
from tests.makers import Maker


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def ada(make: Maker, event: Event) -> Participant:
    return make.participant(event, "Ada Lovelace", organization="SDN 1 Ampah")


def roster(desk: Desk, event: Event) -> dict[str, Any]:
    return sealed_roster.sealed_roster(desk, event, "full", lambda each: (each.name, "Ampah"))


def entry(sealed: dict[str, Any], code: str) -> dict[str, Any] | None:
    """What a phone reads with a code in its hand: the same steps, in another language."""
    salt = base64.b64decode(sealed["salt"])
    index = hmac.digest(salt, code.encode(), hashlib.sha256)[:12].hex()
    if index not in sealed["entries"]:
        return None
    key = hmac.digest(salt, f"open:{code}".encode(), hashlib.sha256)
    content = base64.b64decode(sealed["entries"][index])
    opened: dict[str, Any] = json.loads(AESGCM(key).decrypt(content[:12], content[12:], None))
    return opened


def test_an_entry_opens_with_the_code_on_its_badge_and_no_other(
    desk: Desk, make: Maker, event: Event, ada: Participant
) -> None:
    sealed = roster(desk, event)
    sessions = [each.id for each in make.sessions(event)]

    assert entry(sealed, make.badge(ada).code) == {
        "id": ada.id,
        "name": "Ada Lovelace",
        "place": "Ampah",
        "status": "active",
        "walk_in": False,
        "sessions": sessions,
        "revoked": False,
    }
    assert entry(sealed, "0" * 16) is None


def test_nothing_of_anybody_is_readable_in_it(
    desk: Desk, make: Maker, event: Event, ada: Participant
) -> None:
    text = json.dumps(roster(desk, event))

    assert "Ada" not in text
    assert "Ampah" not in text
    assert make.badge(ada).code not in text


def test_a_replaced_badge_opens_as_revoked(
    desk: Desk, make: Maker, event: Event, ada: Participant
) -> None:
    old = make.badge(ada).code
    badges.reissue(desk, ada.id, "Siti")
    sealed = roster(desk, event)

    assert (entry(sealed, old) or {})["revoked"] is True
    assert (entry(sealed, make.badge(ada).code) or {})["revoked"] is False


def test_codes_of_another_shop_stay_out(
    desk: Desk, make: Maker, event: Event, ada: Participant
) -> None:
    make.held_code(ada, "TICKET-4711")
    sealed = roster(desk, event)

    assert len(sealed["entries"]) == 1
    assert entry(sealed, "TICKET-4711") is None


def test_who_is_there_stands_beside_it_by_number_alone(
    desk: Desk, make: Maker, event: Event, ada: Participant
) -> None:
    morning = make.sessions(event)[0]
    check_ins.check_in(desk, make.scan(ada))

    assert roster(desk, event)["arrived"] == {morning.id: [ada.id]}


def test_the_stamp_changes_with_people_and_badges_and_not_with_scans(
    desk: Desk, make: Maker, event: Event, ada: Participant
) -> None:
    stamps = [sealed_roster.stamp(desk, event.id)]
    check_ins.check_in(desk, make.scan(ada))
    assert sealed_roster.stamp(desk, event.id) == stamps[0]

    for change in (
        lambda: badges.reissue(desk, ada.id, "Siti"),
        lambda: acts.cancel(desk, event.id, [ada.id], "Siti"),
        lambda: make.participant(event, "Grace"),
    ):
        change()
        stamps.append(sealed_roster.stamp(desk, event.id))

    assert len(set(stamps)) == len(stamps)
    assert (entry(roster(desk, event), make.badge(ada).code) or {})["status"] == "canceled"


def test_what_a_phone_sealed_is_opened_here_alone(
    desk: Desk, make: Maker, event: Event, ada: Participant
) -> None:
    key = serialization.load_der_public_key(base64.b64decode(roster(desk, event)["public_key"]))
    assert isinstance(key, rsa.RSAPublicKey)
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    sealed = base64.b64encode(key.encrypt(b"ABCD", oaep)).decode()

    assert sealed_roster.opener(desk)(sealed) == "ABCD"
    for wrong in (sealed[:-8] + "AAAAAAA=", "no base64", "", base64.b64encode(b"x").decode()):
        with pytest.raises(BadInput, match="sealed for another computer"):
            sealed_roster.opener(desk)(wrong)
