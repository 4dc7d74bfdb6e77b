"""The page for phones: address, fingerprint and certificate, as they are."""

import threading
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kiosk.app import create_app
from kiosk.core.logins import Origin
from kiosk.core.model import Role
from kiosk.desk import Desk
from kiosk.services import logins
from kiosk.services.authority import Authority, as_file, fingerprint
from kiosk.services.network import Reached
from tests.makers import Maker

HERE = Reached(("localhost",), ("192.168.1.20", "127.0.0.1"))


@pytest.fixture
def lan(sqlite_desk: Desk) -> Flask:
    settled = replace(sqlite_desk, settings=replace(sqlite_desk.settings, lan=True))
    Authority(settled.settings).renewed(HERE, settled.now())
    return create_app(settled, addresses=lambda: HERE.addresses)


@pytest.fixture
def steward(lan: Flask, make: Maker) -> FlaskClient:
    client = lan.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    with client.session_transaction() as cookie:
        user = make.user("Siti", Role.STEWARD)
        cookie["_user_id"] = logins.begin(lan.extensions["desk"], user, Origin("127.0.0.1", "x"))
    return client


def test_it_shows_where_phones_go_and_both_fingerprints(steward: FlaskClient, lan: Flask) -> None:
    page = steward.get("/phones").text
    authority = Authority(lan.extensions["desk"].settings)

    assert page.count('<svg class="qr"') == 2
    assert "http://192.168.1.20:8000/certificate" in page
    assert "https://192.168.1.20:8443/" in page
    assert fingerprint(authority.certificate) in page
    assert fingerprint(authority.leaf) in page


def test_links_for_others_lead_to_https(lan: Flask, make: Maker, steward: FlaskClient) -> None:
    make.event()
    with steward.session_transaction() as cookie:
        boss = make.user("Boss", Role.SUPERVISOR)
        cookie["_user_id"] = logins.begin(lan.extensions["desk"], boss, Origin("127.0.0.1", "x"))
    lan.config["WTF_CSRF_ENABLED"] = False

    made = steward.post("/dashboard/walls", data={"lasts": "day"}).text

    assert "https://192.168.1.20:8443/dashboard/wall/" in made


def test_a_phone_reads_what_trust_means_and_takes_the_file_without_a_login(lan: Flask) -> None:
    phone = lan.test_client()
    headers = {"Host": "192.168.1.20:8000", "Accept-Language": "en"}
    page = phone.get("/certificate", headers=headers)
    file = phone.get("/certificate/hadir.crt", headers=headers)

    assert "for no site of the internet" in page.text
    assert 'href="https://192.168.1.20:8443/"' in page.text
    assert "<form" not in page.text
    assert "Set-Cookie" not in page.headers
    assert file.data == as_file(Authority(lan.extensions["desk"].settings).certificate)


def test_without_lan_it_says_who_lets_phones_in(
    as_staff: FlaskClient, as_admin: FlaskClient
) -> None:
    page = as_staff.get("/phones").text

    assert "An administrator lets phones in" in page
    assert "Let phones in</button>" not in page
    assert "Let phones in</button>" in as_admin.get("/phones").text
    assert as_staff.get("/certificate").status_code == 404


def test_phones_are_let_in_by_an_administrator_at_this_computer_alone(
    as_supervisor: FlaskClient, as_admin: FlaskClient, sqlite_desk: Desk
) -> None:
    ended = threading.Event()
    as_admin.application.extensions["end"] = ended.set
    elsewhere = {"REMOTE_ADDR": "192.168.1.30"}
    refused = [
        as_supervisor.post("/phones/network", data={"phones": "yes"}),
        as_admin.post("/phones/network", data={"phones": "yes"}, environ_base=elsewhere),
    ]
    assert [each.status_code for each in refused] == [403, 403]
    assert not sqlite_desk.settings.network_wish.exists()

    page = as_admin.post("/phones/network", data={"phones": "yes"})

    assert "Hadir starts again" in page.text
    assert sqlite_desk.settings.network_wish.exists()
    assert ended.wait(10)
    assert as_admin.post("/phones/network", data={"phones": "no"}).status_code == 200
    assert not sqlite_desk.settings.network_wish.exists()
    told = as_admin.get("/audit").text
    assert "Phones were let in" in told
    assert "Phones are let in no more" in told


def test_where_nobody_would_start_it_again_nothing_is_changed(
    as_admin: FlaskClient, sqlite_desk: Desk
) -> None:
    page = as_admin.post("/phones/network", data={"phones": "yes"})

    assert page.status_code == 409
    assert "hadir serve --lan" in page.text
    assert not sqlite_desk.settings.network_wish.exists()
