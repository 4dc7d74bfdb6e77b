import pytest
from flask import Flask
from flask.testing import FlaskClient

from kiosk.core import errors
from kiosk.core.errors import HadirError
from kiosk.core.rights import Right
from kiosk.web.shell.access import needs
from kiosk.web.shell.errors import status_of

STATUS = {
    errors.NotFound: 404,
    errors.Refused: 409,
    errors.Forbidden: 403,
    errors.BadInput: 400,
    errors.BadSetting: 400,
    errors.StorageError: 503,
    errors.NewerDatabase: 503,
}


@pytest.mark.parametrize(("kind", "status"), STATUS.items())
def test_each_error_of_ours_has_its_status(kind: type[HadirError], status: int) -> None:
    assert status_of(kind("A sentence.")) == status


def _break(app: Flask, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    @needs(Right.ENTER)
    def broken() -> str:
        raise error

    monkeypatch.setitem(app.view_functions, "health.healthz", broken)


def test_a_page_that_is_not_there_says_what_to_do(as_viewer: FlaskClient) -> None:
    answer = as_viewer.get("/nowhere")

    assert answer.status_code == 404
    assert "Check the address" in answer.text


def test_a_program_gets_json(client: FlaskClient) -> None:
    answer = client.get("/api/v1/nowhere")

    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.json == {
        "type": "/api#not_found",
        "title": "There is nothing here",
        "status": 404,
        "detail": "This page does not exist, or no longer exists.",
        "code": "not_found",
        "error": {
            "code": "not_found",
            "message": "This page does not exist, or no longer exists.",
        },
    }


def test_a_surprise_is_logged_and_tells_nothing(
    app: Flask,
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    _break(app, monkeypatch, ValueError("a secret"))

    answer = client.get("/healthz")

    assert answer.status_code == 500
    assert "a secret" not in answer.text
    assert "hadir doctor" in answer.text
    assert "a secret" in caplog.text


def test_an_error_of_ours_shows_its_sentence(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    _break(app, monkeypatch, errors.Refused("There is already a user called {name}.", name="Ada"))

    answer = client.get("/healthz")

    assert (answer.status_code, "already a user called Ada" in answer.text) == (409, True)


def test_a_name_in_an_error_is_no_markup(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = errors.Refused("There is already a user called {name}.", name="<script>")
    _break(app, monkeypatch, error)

    assert "<script>" not in client.get("/healthz").text.split("<main")[1]


def test_the_wrong_method_is_explained(as_viewer: FlaskClient) -> None:
    answer = as_viewer.get("/logout")

    assert answer.status_code == 405
    assert "not opened by its button" in answer.text


@pytest.mark.parametrize("error", [errors.Away("It does not answer."), errors.Moved("Gone.")])
def test_the_page_of_a_failing_database_asks_no_database(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    _break(app, monkeypatch, error)
    app.extensions["desk"].store.close()
    app.extensions["desk"].settings.data.rename(app.extensions["desk"].settings.data / "../away")

    answer = client.get("/healthz")

    assert (answer.status_code, str(error) in answer.text) == (503, True)
    assert "tries again by itself" in answer.text
    assert answer.headers["Retry-After"]


def test_an_error_on_the_way_to_an_error_is_answered_all_the_same(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> dict[str, object]:
        raise ValueError

    monkeypatch.setitem(app.template_context_processors, None, [broken])

    answer = client.get("/login")

    assert (answer.status_code, "hadir doctor" in answer.text) == (500, True)


def test_a_damaged_database_is_said_with_the_newest_backup_and_the_one_command(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    _break(app, monkeypatch, errors.Damaged("It is damaged."))

    assert "There is no backup" in client.get("/healthz").text

    folder = app.extensions["desk"].settings.data / "backups"
    folder.mkdir()
    (folder / "hadir-20261123-003000.db").touch()

    told = client.get("/healthz").text

    assert "The newest backup is 15 minutes old" in told
    assert "hadir restore hadir-20261123-003000.db" in told


def test_a_page_that_a_role_may_not_see_says_once_whom_to_ask(as_staff: FlaskClient) -> None:
    answer = as_staff.get("/users")

    assert answer.status_code == 403
    assert answer.text.count("Ask an administrator") == 1
