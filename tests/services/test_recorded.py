"""Every use case that changes something stands in the record: who did what to what, with what."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

from kiosk.core.acts import ActKind
from kiosk.core.certificates import CertificateRule
from kiosk.core.changes import ChangeKind
from kiosk.core.further_codes import CodeKind
from kiosk.core.model import Event, Role, Scope
from kiosk.core.people import NewParticipant
from kiosk.desk import Desk
from kiosk.services import (
    acts,
    badges,
    certificates,
    check_ins,
    computers,
    desk_printer,
    events,
    invitations,
    letting_in,
    logins,
    merging,
    own_fields,
    participants,
    refusals,
    rehearsals,
    reports,
    roster,
    sessions,
    stations,
    users,
    walls,
    webhook_sending,
    webhooks,
)
from kiosk.services.audit import history
from kiosk.services.authority import Authority
from kiosk.services.check_ins import check_in
from kiosk.services.events import NewEvent
from kiosk.services.lists.spreadsheets import read_file
from kiosk.services.network import Reached
from kiosk.services.sessions import NewSession
from kiosk.services.taking_back import take_back
from kiosk.services.webhooks import WebhookWish
from tests.commands.test_serve import free_port
from tests.makers import PASSWORD, Maker

Entry = tuple[str, str, dict[str, Any]]
"""What was done, to what, and what is kept of it."""

BY = "Siti"


def recorded(desk: Desk, event: Event | None, do: Callable[[], object]) -> list[Entry]:
    """Return what comes to stand in the record of an event, or of the installation, and by whom."""
    event_id = event.id if event else None
    before = len(history(desk, event_id))
    do()
    new = history(desk, event_id)
    new = new[: len(new) - before]
    assert {each.by for each in new} == {BY}
    return [(each.action, each.subject, each.detail) for each in new]


def test_the_programme(sqlite_desk: Desk, make: Maker) -> None:
    desk, event = sqlite_desk, make.event()
    part = make.sessions(event)[0]
    cases: list[tuple[Callable[[], object], Entry]] = [
        (
            lambda: sessions.add_session(desk, event, NewSession("Malam", time(19), time(21)), BY),
            ("session_added", "session:3", {"name": "Malam"}),
        ),
        (
            lambda: sessions.change_session(desk, replace(part, name="Pagi"), BY),
            ("session_changed", f"session:{part.id}", {"changes": {"name": ["Sesi Pagi", "Pagi"]}}),
        ),
        (
            lambda: sessions.choose_session(desk, part.id, BY),
            ("session_chosen", f"session:{part.id}", {}),
        ),
        (
            lambda: sessions.end_choice(desk, event.id, BY),
            ("session_choice_ended", f"event:{event.id}", {}),
        ),
        (
            lambda: sessions.remove_session(desk, 3, BY),
            ("session_removed", "session:3", {"name": "Malam"}),
        ),
        (
            lambda: events.change_event(desk, replace(event, name="Lain"), BY),
            (
                "event_changed",
                f"event:{event.id}",
                {"changes": {"name": ["Coaching Clinic", "Lain"]}},
            ),
        ),
        (lambda: events.choose_event(desk, event.id, BY), ("event_chosen", "event:1", {})),
        (lambda: rehearsals.start_rehearsal(desk, BY), ("rehearsal_started", "event:1", {})),
        (lambda: rehearsals.end_rehearsal(desk, BY), ("rehearsal_ended", "event:2", {})),
    ]

    for do, entry in cases:
        assert recorded(desk, event, do) == [entry]


def test_an_event_that_is_added(sqlite_desk: Desk) -> None:
    added = events.add_event(sqlite_desk, NewEvent("Lain", date(2026, 11, 23)), BY)

    (entry,) = history(sqlite_desk, added.id)
    assert (entry.by, entry.action, entry.subject) == (BY, "event_added", f"event:{added.id}")
    assert entry.detail == {"name": "Lain"}


def test_every_piece_of_an_event_that_is_changed_is_kept(sqlite_desk: Desk, make: Maker) -> None:
    changed = replace(
        make.event(), name="Seminar", date=date(2026, 12, 1), timezone="Asia/Jakarta", place="Aula"
    )

    events.change_event(sqlite_desk, changed, BY)

    assert events.all_events(sqlite_desk) == [changed]


def test_what_an_event_keeps(sqlite_desk: Desk, make: Maker) -> None:
    desk, event = sqlite_desk, make.event()
    rule = CertificateRule({1: 5}, 80)
    cases: list[tuple[Callable[[], object], str]] = [
        (lambda: badges.store_logo(desk, event, None, BY), "badge_logo"),
        (lambda: own_fields.store_own_fields(desk, 1, [], BY), "own_fields"),
        (lambda: own_fields.store_code_kinds(desk, 1, [CodeKind.AZTEC], BY), "code_kinds"),
        (lambda: certificates.store_rule(desk, event, rule, BY), "certificate_rule"),
        (lambda: reports.store_remarks(desk, event, "Hujan", BY), "remarks"),
        (lambda: events.store_setting(desk, 1, "warna", "biru", BY), "warna"),
    ]

    for do, _name in cases:
        ((action, subject, detail),) = recorded(desk, event, do)
        assert (action, subject.split(":")[0]) == ("setting_changed", "setting")
        assert set(detail) == {"before", "after"}
    assert history(desk, event.id)[0].subject == "setting:warna"


def test_people_of_the_list(sqlite_desk: Desk, make: Maker) -> None:
    desk, event = sqlite_desk, make.event()
    ada, grace = make.participant(event), make.participant(event, "Grace")
    subject, first = f"participant:{ada.id}", make.sessions(event)[0].id

    def added() -> object:
        return participants.add_participant(
            desk, event.id, NewParticipant("Alan", group="CGP"), BY, session_ids=[first]
        )

    ((action, who, _detail),) = recorded(desk, event, added)
    assert (action, who) == ("participant_added", f"participant:{grace.id + 1}")

    changed = NewParticipant("Ada L.", organization="SDN 1")
    ((action, who, detail),) = recorded(
        desk, event, lambda: participants.change_participant(desk, ada.id, changed, BY)
    )
    assert (action, who) == ("participant_changed", subject)
    assert detail["changes"] == {"name": ["Ada", "Ada L."], "organization": ["", "SDN 1"]}

    ((action, who, detail),) = recorded(
        desk, event, lambda: participants.set_expected(desk, event.id, [ada.id], [first], BY)
    )
    assert (action, who) == ("expectation_changed", subject)

    merged = recorded(desk, event, lambda: merging.merge(desk, event.id, ada.id, grace.id, BY))
    assert ("participant_merged", subject) in [each[:2] for each in merged]


def test_acts_and_their_way_back(sqlite_desk: Desk, make: Maker) -> None:
    desk, event, siti = sqlite_desk, make.event(), make.user()
    ada = make.participant(event)
    doing: list[tuple[Callable[[], Any], ActKind]] = [
        (lambda: acts.block(desk, event.id, [ada.id], "Ke meja", BY), ActKind.BLOCKED),
        (lambda: acts.unblock(desk, event.id, [ada.id], BY), ActKind.UNBLOCKED),
        (lambda: acts.cancel(desk, event.id, [ada.id], BY), ActKind.CANCELED),
        (lambda: acts.restore(desk, event.id, [ada.id], BY), ActKind.RESTORED),
    ]

    for do, kind in doing:
        ((action, subject, detail),) = recorded(desk, event, do)
        assert (action, subject) == (f"participant_{kind}", f"participant:{ada.id}")
        assert detail["changes"]
    act = acts.cancel(desk, event.id, [ada.id], BY)
    ((action, subject, detail),) = recorded(
        desk, event, lambda: take_back(desk, event.id, act.id, siti)
    )
    assert (subject, detail) == (f"participant:{ada.id}", {"act": act.id})
    assert action != "participant_canceled"


def test_badges(sqlite_desk: Desk, make: Maker) -> None:
    desk, event = sqlite_desk, make.event()
    ada = make.participant(event)
    subject = f"participant:{ada.id}"

    assert recorded(desk, event, lambda: badges.make_reserve(desk, event.id, 2, BY)) == [
        ("reserve_made", f"event:{event.id}", {"count": 2})
    ]
    assert recorded(desk, event, lambda: badges.reissue(desk, ada.id, BY)) == [
        ("badge_reissued", subject, {})
    ]
    reserve = badges.make_reserve(desk, event.id, 1, BY)[0].badge
    assert recorded(desk, event, lambda: badges.bind_reserve(desk, ada.id, reserve.code, BY)) == [
        ("reserve_taken", subject, {"reserve": 3})
    ]


def test_at_the_desk(sqlite_desk: Desk, make: Maker) -> None:
    desk, event, siti = sqlite_desk, make.event(), make.user()
    ada = make.participant(event)
    check_ins.by_hand(desk, ada.id, siti)
    made = participants.dossier(desk, ada.id).check_ins[0]

    assert recorded(desk, event, lambda: check_ins.undo(desk, made.id, siti)) == [
        ("check_in_undone", f"participant:{ada.id}", {"id": made.id})
    ]
    grace, door = make.participant(event, "Grace", expected=False), stations.add_station(desk, "HP")
    details = {"despite": "not_expected", "session": 1, "station": door[0].id}
    assert recorded(
        desk, event,
        lambda: check_ins.by_hand(desk, grace.id, siti, override=True, station_id=door[0].id),
    ) == [("admitted_by_override", f"participant:{grace.id}", details)]  # fmt: skip
    refused = check_in(desk, make.scan("KODE ASING"))
    subject = f"scan:{refused.scan_id}"
    assert recorded(desk, event, lambda: refusals.settle(desk, event.id, refused.scan_id, BY)) == [
        ("refusal_settled", subject, {})
    ]
    assert recorded(desk, event, lambda: refusals.reopen(desk, event.id, refused.scan_id, BY)) == [
        ("refusal_reopened", subject, {})
    ]


def test_lists_and_papers(sqlite_desk: Desk, make: Maker) -> None:
    desk, event = sqlite_desk, make.event()
    make.letterhead(event)
    seen = roster.preview(desk, event.id, read_file("a.csv", b"Nama\nAda\nGrace\n"))

    ((action, subject, detail),) = recorded(
        desk, event, lambda: roster.commit(desk, event.id, seen, BY)
    )
    assert (action, subject) == ("roster_imported", "import:1")
    assert (detail["file"], detail["new"]) == ("a.csv", 2)
    assert recorded(desk, event, lambda: reports.hand_out(desk, event, "daftar.pdf", BY)) == [
        ("document_made", "document:daftar.pdf", {})
    ]
    assert recorded(desk, event, lambda: roster.undo_last_import(desk, event.id, BY)) == [
        ("roster_import_undone", "import:1", {})
    ]


def test_certificates_that_are_issued_and_none_where_nobody_gets_a_new_one(
    sqlite_desk: Desk, make: Maker
) -> None:
    desk, event, siti = sqlite_desk, make.event(), make.user()
    make.letterhead(event)
    ada = make.participant(event)
    for each in make.sessions(event):
        check_ins.by_hand(desk, ada.id, siti, session_id=each.id, override=True, at=each.starts_at)

    assert recorded(desk, event, lambda: certificates.issue(desk, event, BY)) == [
        ("certificates_issued", "certificates", {"count": 1})
    ]
    before = len(history(desk, event.id))
    certificates.issue(desk, event, BY)
    assert len(history(desk, event.id)) == before


def test_an_account_that_is_unlocked_by_the_command(sqlite_desk: Desk, make: Maker) -> None:
    make.user()
    users.unlock(sqlite_desk, " Siti ")
    entry = history(sqlite_desk, None)[0]
    assert (entry.by, entry.action, entry.subject) == ("hadir", "user_unlocked", "user:1")


def test_links_to_the_wall(sqlite_desk: Desk, make: Maker) -> None:
    desk, event = sqlite_desk, make.event()

    assert recorded(desk, event, lambda: walls.make_wall_link(desk, event, BY)) == [
        ("wall_link_made", "wall_link:1", {})
    ]
    assert recorded(desk, event, lambda: walls.withdraw_wall_link(desk, event, 1, BY)) == [
        ("wall_link_withdrawn", "wall_link:1", {})
    ]


def test_staff(sqlite_desk: Desk, make: Maker) -> None:
    desk, siti = sqlite_desk, make.user()
    role = Role.STEWARD
    cases: list[tuple[Callable[[], object], Entry]] = [
        (
            lambda: users.add_user(desk, "Rina", role, PASSWORD, BY),
            ("user_added", "user:2", {"name": "Rina", "role": role}),
        ),
        (
            lambda: users.change_role(desk, 2, Role.VIEWER, BY),
            ("user_role_changed", "user:2", {"before": role, "after": Role.VIEWER}),
        ),
        (
            lambda: users.set_password(desk, 2, "empat kata yang lain", BY),
            ("user_password_changed", "user:2", {}),
        ),
        (lambda: users.set_pin(desk, 2, "620481", BY), ("user_pin_changed", "user:2", {})),
        (lambda: users.disable(desk, 2, BY), ("user_disabled", "user:2", {})),
        (lambda: users.enable(desk, 2, BY), ("user_enabled", "user:2", {})),
        (lambda: logins.end_all(desk, siti), ("logins_ended", "user:1", {"count": 0})),
        (
            lambda: invitations.invite(desk, "Dian", role, BY),
            ("invited", "invitation:1", {"name": "Dian", "role": role}),
        ),
        (lambda: invitations.withdraw(desk, 1, BY), ("invitation_withdrawn", "invitation:1", {})),
    ]

    for do, entry in cases:
        assert recorded(desk, None, do) == [entry]


def test_stations_and_the_printer(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    cases: list[tuple[Callable[[], object], Entry]] = [
        (
            lambda: stations.add_station(desk, "Ponsel", "Timur", BY, Scope.SCAN),
            ("station_added", "station:1", {"name": "Ponsel", "scopes": "scan"}),
        ),
        (
            lambda: stations.change_station(desk, 1, BY, door=" Barat "),
            ("station_changed", "station:1", {"before": "Timur", "after": "Barat"}),
        ),
        (
            lambda: stations.store_station_settings(desk, 1, {"sound": False}, BY),
            ("station_settings_changed", "station:1", {"changes": {"sound": [None, False]}}),
        ),
        (lambda: stations.withdraw(desk, 1, BY), ("station_withdrawn", "station:1", {})),
        (
            lambda: desk_printer.choose_printer(desk, "", BY),
            ("desk_printer_chosen", "installation", {"printer": ""}),
        ),
    ]

    for do, entry in cases:
        assert recorded(desk, None, do) == [entry]


def test_webhooks(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    told = [ChangeKind.UNDO, ChangeKind.CHECK_IN]
    wish = WebhookWish(" Papan ", "http://127.0.0.1:9/x", told, local=True)
    details = {"name": "Papan", "host": "127.0.0.1", "kinds": "check_in undo", "local": True}
    cases: list[tuple[Callable[[], object], Entry]] = [
        (lambda: webhooks.add(desk, wish, BY), ("webhook_added", "webhook:1", details)),
        (
            lambda: webhook_sending.try_out(desk, 1, BY),
            ("webhook_tested", "webhook:1", {"name": "Papan"}),
        ),
        (lambda: webhooks.resume(desk, 1, BY), ("webhook_resumed", "webhook:1", {})),
        (lambda: webhooks.withdraw(desk, 1, BY), ("webhook_withdrawn", "webhook:1", {})),
    ]

    for do, entry in cases:
        assert recorded(desk, None, do) == [entry]


def test_the_network_and_other_computers(sqlite_desk: Desk) -> None:
    settings = replace(sqlite_desk.settings, https_port=free_port())
    desk, lan = (
        replace(sqlite_desk, settings=each) for each in (settings, replace(settings, lan=True))
    )
    Authority(lan.settings).renewed(Reached((), ()), desk.now())
    cases: list[tuple[Callable[[], object], Entry]] = [
        (lambda: letting_in.let_in(desk, BY), ("network_let_in", "computer:here", {})),
        (lambda: letting_in.shut_out(desk, BY), ("network_shut_out", "computer:here", {})),
        (
            lambda: computers.add_key(lan, " Laptop 2 ", BY),
            ("computer_key_shown", "computer:1", {"name": "Laptop 2"}),
        ),
        (lambda: computers.withdraw(desk, 1, BY), ("computer_withdrawn", "computer:1", {})),
    ]

    for do, entry in cases:
        assert recorded(desk, None, do) == [entry]
