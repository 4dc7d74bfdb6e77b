"""Settings: from the environment and the command line; wrong ones stop the start."""

from pathlib import Path

import pytest

from kiosk.core.errors import BadSetting
from kiosk.settings import load_settings


def test_the_command_line_goes_before_the_environment_and_that_before_defaults() -> None:
    settings = load_settings({"port": 9000}, {"HADIR_PORT": "8000", "HADIR_DATA": "/srv/hadir"})

    assert (settings.port, settings.data, settings.host) == (9000, Path("/srv/hadir"), "127.0.0.1")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "abc"),
        ("PORT", "70000"),
        ("LAN", "perhaps"),
        ("TLS", "yes"),
        ("REPEAT_AFTER", "-1"),
        ("CAMERA_FOCUS", "near"),
    ],
)
def test_a_wrong_value_stops_the_start_and_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"HADIR_{name}"):
        load_settings(environment={f"HADIR_{name}": value})


def test_the_data_lie_in_the_folder_unless_a_database_is_named() -> None:
    assert load_settings({"data": "/x"}, {}).database_url == "sqlite:////x/hadir.db"
    assert load_settings({"database": "postgresql://h/d"}, {}).database_url == "postgresql://h/d"


def test_exposure_and_focus_stay_automatic_unless_a_number_is_given() -> None:
    chosen = load_settings({}, {"HADIR_CAMERA_EXPOSURE": "-6", "HADIR_CAMERA_FOCUS": "auto"})

    assert (chosen.camera_exposure, chosen.camera_focus) == (-6.0, None)
    assert load_settings({}, {}).camera_exposure is None
