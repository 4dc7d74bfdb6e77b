import re

from flask.testing import FlaskClient

from kiosk.desk import Desk
from kiosk.services import webhooks
from tests.makers import Maker

FORM = {
    "name": "Board",
    "address": "http://127.0.0.1:1/its-own-path",
    "kind": ["check_in", "undo"],
    "local": "yes",
}


def test_the_secret_is_shown_once_and_the_address_never_again(as_admin: FlaskClient) -> None:
    shown = as_admin.post("/webhooks", data=FORM).text
    secret = re.search(r'id="secret">(whsec_[^<]+)<', shown)
    assert secret

    page = as_admin.get("/webhooks").text

    assert (secret[1] in page, "its-own-path" in page, "127.0.0.1" in page) == (False, False, True)


def test_a_trial_says_what_came_of_it(as_admin: FlaskClient, sqlite_desk: Desk) -> None:
    as_admin.post("/webhooks", data=FORM)

    page = as_admin.post("/webhooks/1/trial", follow_redirects=True).text

    assert page.count("Nobody answers there") == 2
    assert as_admin.post("/webhooks/99/trial").status_code == 404


def test_a_withdrawn_webhook_is_gone(as_admin: FlaskClient, sqlite_desk: Desk) -> None:
    as_admin.post("/webhooks", data=FORM)

    as_admin.post("/webhooks/1/withdrawal")

    assert webhooks.seen(sqlite_desk) == []
    assert as_admin.post("/webhooks/1/resumption").status_code == 404


def test_only_administrators_set_one_up(as_supervisor: FlaskClient, make: Maker) -> None:
    assert as_supervisor.get("/webhooks").status_code == 403
    assert as_supervisor.post("/webhooks", data=FORM).status_code == 403
    assert webhooks.seen(make.desk) == []
