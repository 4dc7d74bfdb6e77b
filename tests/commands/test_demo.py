"""`hadir demo` touches nothing that is not its own."""

from pathlib import Path

from click.testing import CliRunner

from kiosk.cli import main
from kiosk.desk import open_desk
from kiosk.services.demo import is_demo, mark_as_demo
from kiosk.services.users import users
from kiosk.settings import Settings


def test_a_folder_with_real_data_is_refused_and_not_touched(tmp_path: Path) -> None:
    desk = open_desk(Settings(data=tmp_path))

    result = CliRunner().invoke(main, ["demo", "--data", str(tmp_path)])

    assert (result.exit_code, "is not the demo's" in result.output) == (1, True)
    assert users(desk) == []
    assert not is_demo(tmp_path)
    desk.close()


def test_a_folder_with_anything_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.odt").write_text("not ours")

    assert CliRunner().invoke(main, ["demo", "--data", str(tmp_path)]).exit_code == 1


def test_it_knows_its_own_folder_again(tmp_path: Path) -> None:
    mark_as_demo(tmp_path / "new")

    assert is_demo(tmp_path / "new")


def test_it_listens_on_this_computer_alone() -> None:
    result = CliRunner().invoke(main, ["demo", "--host", "192.168.1.20"])

    assert result.exit_code == 2
