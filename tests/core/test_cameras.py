"""Addresses of cameras: what is shown, what is kept apart, and both together again."""

import pytest

from kiosk.core.cameras import password_of, with_password, without_password

FULL = "rtsp://admin:se:cret@10.0.0.7:554/door?x=a@b"
SHOWN = "rtsp://admin@10.0.0.7:554/door?x=a@b"


def test_a_password_is_taken_out_and_put_back() -> None:
    assert (without_password(FULL), password_of(FULL)) == (SHOWN, "se:cret")
    assert with_password(SHOWN, "se:cret") == FULL


@pytest.mark.parametrize("source", ["0", "/dev/video2", "rtsp://10.0.0.7/door", "film.mp4", SHOWN])
def test_what_has_no_password_stays_as_it_is(source: str) -> None:
    assert (without_password(source), password_of(source)) == (source, "")
    assert with_password(source, "") == source


def test_a_password_without_a_name_goes_nowhere() -> None:
    assert with_password("rtsp://10.0.0.7/door", "secret") == "rtsp://10.0.0.7/door"
