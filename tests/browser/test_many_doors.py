"""Three phones with films and two laptops: cut, joined and killed in turn, they say the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from kiosk.desk import Desk
from kiosk.services import joining, stations
from tests.browser.phones import FilmedPhone, trusting
from tests.commands.test_serve import wait_until
from tests.laptops import Two, two_laptops, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EVICT = """async () => {
  const gone = indexedDB.deleteDatabase("hadir");
  await new Promise((done) => { gone.onsuccess = gone.onblocked = done; });
}"""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    with two_laptops(tmp_path_factory.mktemp("two"), 40, lan=True) as found:
        yield found


@pytest.fixture
def phones(two: Two, playwright: Playwright, tmp_path: Path) -> Iterator[list[FilmedPhone]]:
    """Two phones of the first laptop and one of the second, each with twelve people before it."""
    found = []
    for number, laptop in enumerate((two.first, two.first, two.second)):
        home = trusting(tmp_path / f"phone {number}", laptop.authority)
        codes = two.codes[10 * number : 10 * number + 12]
        found.append(FilmedPhone(playwright, home, laptop.https, codes))
    yield found
    for each in found:
        each.close()


def test_whatever_is_cut_joined_and_killed_all_say_the_same(
    two: Two, phones: list[FilmedPhone]
) -> None:
    one, other, third = phones
    for number, phone in enumerate(phones):
        phone.join(key_of(two.desks[number // 2], f"HP {number}"))
    until(lambda: two.count(0, "scan") > 3)

    one.line.cut()
    two.line.cut()
    assert two.first.scan(two.codes[36]) == two.second.scan(two.codes[36]) == "ok"
    expect(one.page.locator("[data-lost]")).to_be_visible()
    one.page.reload()
    expect(one.page.locator("[data-lost]")).to_be_visible()
    two.second.kill_what_serves()
    until(lambda: one.waiting() > 1)

    other.line.cut()
    two.first.kill_what_serves()
    third.line.cut()
    until(lambda: min(other.waiting(), third.waiting()) > 1)
    one.line.mend()
    until(lambda: one.waiting() == 0)
    two.line.mend()
    third.line.mend()
    two.second.kill_what_serves()
    wait_until(two.second.port, taken=True)
    assert two.second.scan(two.codes[37]) == "ok"

    other.line.mend()
    everybody = {*two.codes[:32], *two.codes[36:38]}
    until(lambda: all(each.waiting() == 0 for each in phones), within=60)
    until(lambda: everybody <= {*two.standing(0)}, within=90)
    evict_and_join_again(two, other)
    for each in phones:
        each.close()
        assert each.complaints == []
    until(two.are_alike, within=60)
    assert sorted(two.standing(0)) == sorted(two.standing(1)) == sorted(everybody)


def key_of(desk: Desk, name: str) -> str:
    return joining.add_phone(desk, name, f"Pintu {name}", "full", "Siti").key


def evict_and_join_again(two: Two, phone: FilmedPhone) -> None:
    """The browser threw away what the phone kept: it says so, and a new key makes it a door."""
    phone.page.evaluate(EVICT)
    phone.page.reload()
    expect(phone.page.get_by_text("This phone is not a door yet")).to_be_visible()
    known = next(each for each in stations.stations(two.desks[0]) if each.name == "HP 1")
    phone.join(joining.key_again(two.desks[0], known.id, "Siti").key)
