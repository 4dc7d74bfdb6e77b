"""Every page with extreme values: names, titles, groups and sessions as no list of ours has."""

import csv
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page

from kiosk.core.model import Event, Role, Status
from kiosk.desk import Desk
from kiosk.services import acts, search
from kiosk.services.check_ins import check_in
from tests.addresses import addresses_of
from tests.browser.conftest import OpenPage, Server
from tests.browser.screens.conftest import READ_AT, Look, Size
from tests.browser.screens.geometry import SIZES
from tests.browser.screens.worlds import (
    EXTREME,
    NAMES,
    OFFICE,
    SHORT,
    World,
    first_of,
    make_world,
)
from tests.makers import Maker

pytestmark = pytest.mark.browser

PHONE, LAPTOP = (320, 640), (1366, 768)
LIGHT_AND_DARK = {
    "Indonesian": {"locale": "id-ID", "color_scheme": "light"},
    "English": {"locale": "en-GB", "color_scheme": "dark"},
    "Indonesian, dark": {"locale": "id-ID", "color_scheme": "dark"},
    "English, light": {"locale": "en-GB", "color_scheme": "light"},
}
ONLY = os.environ.get("HADIR_PAGES", "")
"""Looks at those pages alone whose address has this in it: `make screens PAGES=/participants`."""
_ELSEWHERE = {"/dashboard/wall", "/kiosk", "/badges/summary", "/kiosk/check/camera"}
"""Looked at in tests of their own, or pieces of pages."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A page: its address, and what a form sends there if it is reached by one."""

    path: str
    sent: dict[str, str] | None = None


@pytest.mark.parametrize(
    ("name", "size"),
    [
        pytest.param("Indonesian", PHONE, id="phone"),
        pytest.param("English", LAPTOP, id="laptop", marks=[pytest.mark.slow, pytest.mark.screens]),
    ],
)
def test_every_page_stays_right_and_is_for_everybody(
    open_page: OpenPage, server: Server, look: Look, name: str, size: Size
) -> None:
    page = open_page("/", Role.ADMINISTRATOR, **LIGHT_AND_DARK[name])

    _visit(page, visits_of(page, server, EXTREME), look, name, (size,), read_at=(LAPTOP,))


@pytest.mark.slow
@pytest.mark.screens
@pytest.mark.parametrize(
    ("name", "world", "sizes"),
    [
        pytest.param(name, world, sizes, id=f"{name} {world}")
        for world, shown in {EXTREME: LIGHT_AND_DARK, SHORT: ("Indonesian", "English")}.items()
        for name in shown
        for sizes in (SIZES if name in {"Indonesian", "English"} else READ_AT,)
    ],
)
def test_every_page_stays_right_at_every_size(  # noqa: PLR0913, PLR0917
    open_page: OpenPage,
    server: Server,
    look: Look,
    name: str,
    world: World,
    sizes: tuple[Size, ...],
) -> None:
    page = open_page("/", Role.ADMINISTRATOR, **LIGHT_AND_DARK[name])

    _visit(page, visits_of(page, server, world), look, name, sizes)


@pytest.mark.parametrize("path", ["/login", "/kiosk/exit", "/setup"])
def test_pages_before_a_login_are_for_everybody(
    open_page: OpenPage, server: Server, look: Look, path: str
) -> None:
    for name in ("Indonesian", "English"):
        page = open_page(path, None, **LIGHT_AND_DARK[name])
        look(page, path.strip("/").replace("/", "-"), name, (PHONE, LAPTOP))


def _visit(  # noqa: PLR0913, PLR0917
    page: Page,
    visits: list[Visit],
    look: Look,
    row: str,
    sizes: tuple[Size, ...],
    read_at: tuple[Size, ...] = READ_AT,
) -> None:
    assert len(visits) > 25 or ONLY
    origin = page.url.rstrip("/")
    for each in visits:
        _open(page, origin, each)
        page.evaluate(OPEN_ALL)
        look(page, _name_of(each), row, sizes, read_at=read_at)


def _open(page: Page, origin: str, visit: Visit) -> None:
    """Open a page by its address, or by the form that leads to it."""
    if visit.sent is None:
        answer = page.goto(origin + visit.path)
    else:
        page.goto(origin)
        with page.expect_navigation() as shown:
            page.evaluate(_SEND, [visit.path, visit.sent])
        answer = shown.value
    assert answer is None or answer.ok, visit


_SEND = """([path, sent]) => {
  const form = document.createElement("form"), token = document.querySelector("[name=csrf_token]");
  for (const [name, value] of Object.entries({ ...sent, csrf_token: token.value })) {
    const field = document.createElement("input");
    [field.name, field.value] = [name, value];
    form.append(field);
  }
  [form.method, form.action] = ["post", path];
  document.body.append(form);
  form.submit();
}"""
OPEN_ALL = "() => document.querySelectorAll('main details').forEach((each) => (each.open = true))"


def _name_of(visit: Visit) -> str:
    parts = re.split(r"[/?#=]", visit.path)
    kept = [part for part in parts if part and len(part) < 20]
    return "-".join(kept) or "start"


def visits_of(page: Page, server: Server, world: World) -> list[Visit]:
    """Return every page that shows itself to the administrator who looks."""
    server.app.config["WTF_CSRF_ENABLED"] = False
    server.app.extensions["end"] = lambda: None  # a restore would end the server
    client = server.app.test_client()
    cookie = next(each for each in page.context.cookies() if each["name"] == "hadir")
    client.set_cookie("hadir", cookie["value"], domain="localhost")
    event = make_world(server.desk, world)
    found = [*_done(server.desk, event), *_made_by_forms(client)]
    found += [Visit(each) for each in sorted(_shown(server.app, client, event))]
    server.app.config["WTF_CSRF_ENABLED"] = True
    return [each for each in found if ONLY in each.path]


def _shown(app: Flask, client: FlaskClient, event: Event) -> Iterator[str]:
    for address in _fixed(app, event):
        if address in _ELSEWHERE:
            continue
        with client.get(address, buffered=False) as answer:
            if answer.mimetype == "text/html" and answer.status_code == 200:
                yield address


def _fixed(app: Flask, event: Event) -> set[str]:
    return addresses_of(
        app, {"event_id": event.id, "participant_id": 2, "session_id": 1, "number": 1}
    )


def _done(desk: Desk, event: Event) -> Iterator[Visit]:
    """Let people be refused at the door and staff act on the list; yield what shows it."""
    make = Maker(desk)
    people = first_of(desk, event, Status.ACTIVE, 6)
    refused = check_in(desk, make.scan("https://example.org/a-code-of-somebody-else"))
    blocked = make.participant(event, NAMES[1], status=Status.BLOCKED, note="Tanda tangan. " * 9)
    for each in (refused, check_in(desk, make.scan(blocked))):
        yield Visit(f"/desk/cases/{each.scan_id}")
    yield Visit(f"/desk/answers/{check_in(desk, make.scan(people[-1])).scan_id}")
    acts.cancel(desk, event.id, [people[-2].id], "Sabai nan Aluih binti Haji Abdurrahman")
    group = search.choices(desk, event.id).groups[0]
    yield Visit(f"/desk/delegation?{urlencode({'group': group})}")
    yield Visit(f"/participants/{people[0].id}/merging?other={people[1].number}")
    yield Visit("/participants/selection/cancellation", {"everybody": "yes"})


def _made_by_forms(client: FlaskClient) -> Iterator[Visit]:
    """Yield pages that only a form leads to: an import, a mapping, a job, a backup."""
    clear = _sheet("Nama Lengkap", "NIP", "Unit Kerja", "Kelompok")
    unclear = _sheet("Kolom A", "Kolom B", "Kolom C", "Kolom D")
    for content in (clear, unclear):
        file = (BytesIO(content), "daftar-peserta-coaching-clinic-gelombang-pertama.csv")
        answer = client.post("/roster/uploads", data={"file": file})
        yield Visit(str(answer.location))
    answer = client.post("/badges/sheets", data={"ids": "1"})
    yield Visit(str(answer.location))
    client.post("/backups")
    backup = re.findall(r"/backups/[^\"]+", client.get("/backups").text)[0]
    yield Visit(backup)
    yield Visit(f"{backup}/restoration", {"sure": "yes"})
    yield Visit("/participants#q=agustina")
    yield Visit("/desk#q=agustina")
    yield Visit("/desk#q=nobody-is-called-so")


def _sheet(*heads: str) -> bytes:
    out = StringIO()
    rows = [
        [name, "1,98001E+17" if place == 2 else f"{197001012000031900 + place}", OFFICE, "X" * 60]
        for place, name in enumerate(NAMES)
    ]
    csv.writer(out, delimiter=";").writerows([heads, *rows])
    return out.getvalue().encode()
