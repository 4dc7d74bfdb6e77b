import re

import pytest
from flask.testing import FlaskClient

from kiosk import __version__
from kiosk.web.shell.assets import static_address


@pytest.mark.parametrize("page", ["/login", "/nowhere", "/healthz", "/"])
def test_every_answer_forbids_what_pages_do_not_need(client: FlaskClient, page: str) -> None:
    headers = client.get(page).headers

    assert headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Permissions-Policy"].startswith("camera=(self)")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "file",
    [
        "css/shell/tokens.css",
        "js/live/feed.js",
        "icons/favicon.svg",
        "fonts/FiraGO-Bold-latin.woff2",
    ],
)
def test_static_files_are_kept_for_a_year_under_the_version(client: FlaskClient, file: str) -> None:
    with client.get(f"{static_address()}/{file}") as answer:
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_fonts_of_most_pages_are_small(client: FlaskClient) -> None:
    for name in ("FiraGO-Regular-latin", "FiraGO-Bold-latin"):
        with client.get(f"{static_address()}/fonts/{name}.woff2") as answer:
            assert len(answer.data) < 60_000


def test_the_cookie_is_hidden_from_scripts_and_other_sites(
    client: FlaskClient,
) -> None:
    client.post("/logout")
    answer = client.get("/login")

    cookie = answer.headers.get("Set-Cookie", "")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_health_tells_version_and_database(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {
        "status": "ok",
        "database": "ok",
        "version": __version__,
    }


def test_the_address_of_static_files_names_the_version_and_their_state() -> None:
    assert re.fullmatch(rf"/static/{re.escape(__version__)}-[0-9a-f]{{8}}", static_address())
