"""What belongs to this computer: the key of its cookies."""

import pytest

from kiosk.core.errors import Moved
from kiosk.desk import Desk
from kiosk.services.installation import secret_key


def test_the_key_of_the_cookies_stays_the_same(desk: Desk) -> None:
    assert secret_key(desk) == secret_key(desk)
    assert len(secret_key(desk)) >= 48


def test_no_other_key_is_made_while_the_folder_is_away(sqlite_desk: Desk) -> None:
    known, data = secret_key(sqlite_desk), sqlite_desk.settings.data
    away = data.rename(data.with_name("away"))

    with pytest.raises(Moved):
        secret_key(sqlite_desk)

    assert not data.exists()
    away.rename(data)
    assert secret_key(sqlite_desk) == known
