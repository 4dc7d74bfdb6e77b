from flask.testing import FlaskClient

from kiosk.web.shell.page import icon_names


def test_all_components_and_icons_are_shown(as_viewer: FlaskClient) -> None:
    page = as_viewer.get("/patterns").text

    assert all(f"<code>{name}</code>" in page for name in icon_names())
    assert "1,250" in page
    assert "83.4 %" in page
