"""Certificates on a real database: issued once, refused for those who do not qualify, verified."""

import threading
from io import BytesIO

import pytest
from openpyxl import load_workbook

from badges.code import check_character
from kiosk.core.certificates import CertificateRule
from kiosk.core.errors import BadInput, NotFound, Refused
from kiosk.core.model import Event, Participant, Role, User
from kiosk.desk import Desk
from kiosk.reports.certificates.design import CertificateDesign
from kiosk.services import certificates as service
from kiosk.services.check_ins import by_hand, undo
from kiosk.services.rehearsals import start_rehearsal
from kiosk.services.sessions import remove_session
from kiosk.storage import check_ins
from tests.makers import Maker
from tests.reports.pdf import pages_of

SITI = User(1, "Siti", Role.ADMINISTRATOR)


def attend(make: Maker, event: Event, person: Participant, *names: str) -> None:
    for session in make.sessions(event):
        if session.name in names:
            at = session.starts_at
            by_hand(make.desk, person.id, SITI, session_id=session.id, override=True, at=at)


@pytest.fixture
def event(make: Maker) -> Event:
    """Ada came to both sessions, Grace to the morning only, Joan to none."""
    event = make.event()
    make.letterhead(event)
    ada, grace = make.participant(event, "Ada"), make.participant(event, "Grace")
    make.participant(event, "Joan")
    attend(make, event, ada, "Sesi Pagi", "Sesi Sore")
    attend(make, event, grace, "Sesi Pagi")
    return event


def test_those_who_qualify_get_a_number_and_a_code(desk: Desk, event: Event) -> None:
    awarded = service.issue(desk, event, "Siti")

    assert [each.participant.name for each in awarded] == ["Ada"]
    assert awarded[0].certificate.number == "001/SERT/XI/2026"
    assert awarded[0].earned == 10


def test_nothing_is_issued_before_it_is_known_who_signs(desk: Desk, make: Maker) -> None:
    unsigned = make.event("Unsigned")
    attend(make, unsigned, make.participant(unsigned, "Ada"), "Sesi Pagi", "Sesi Sore")

    with pytest.raises(Refused, match="place of signing"):
        service.issue(desk, unsigned, "Siti")

    assert service.issued(desk, unsigned) == {}


def test_issuing_again_changes_nothing(desk: Desk, event: Event) -> None:
    first = service.issue(desk, event, "Siti")

    assert service.issue(desk, event, "Siti") == first


def test_who_qualifies_later_gets_the_next_number(desk: Desk, make: Maker, event: Event) -> None:
    service.issue(desk, event, "Siti")
    attend(make, event, make.participant(event, "Late"), "Sesi Pagi", "Sesi Sore")

    numbers = [each.certificate.number for each in service.issue(desk, event, "Siti")]

    assert numbers == ["001/SERT/XI/2026", "002/SERT/XI/2026"]


@pytest.mark.parametrize(("number", "why"), [(2, "Grace attended 5 of 10 JP"), (3, "0 of 10 JP")])
def test_who_does_not_qualify_is_refused(desk: Desk, event: Event, number: int, why: str) -> None:
    with pytest.raises(Refused, match=why):
        service.issue(desk, event, "Siti", number)

    assert service.issued(desk, event) == {}


def test_a_number_that_nobody_has_is_not_found(desk: Desk, event: Event) -> None:
    with pytest.raises(NotFound, match="99"):
        service.issue(desk, event, "Siti", 99)


def test_a_rehearsal_issues_nothing(desk: Desk, event: Event) -> None:
    with pytest.raises(Refused, match="rehearsal"):
        service.issue(desk, start_rehearsal(desk, "Siti"), "Siti")


def test_the_rule_decides(desk: Desk, make: Maker, event: Event) -> None:
    morning = make.sessions(event)[0]
    service.store_rule(desk, event, CertificateRule({morning.id: 4}, 100), "Siti")

    awarded = service.issue(desk, event, "Siti")

    assert [(each.participant.name, each.earned) for each in awarded] == [("Ada", 4), ("Grace", 4)]


@pytest.mark.parametrize("rule", [CertificateRule({}, 80), CertificateRule({1: 0}, 80)])
def test_a_rule_in_which_nothing_counts_is_refused(
    desk: Desk, event: Event, rule: CertificateRule
) -> None:
    with pytest.raises(BadInput, match="session must count"):
        service.store_rule(desk, event, rule, "Siti")


@pytest.mark.parametrize("percent", [-1, 0, 101, 1000])
def test_a_share_that_cannot_be_is_refused(desk: Desk, event: Event, percent: int) -> None:
    with pytest.raises(BadInput, match="between 1 and 100"):
        service.store_rule(desk, event, CertificateRule({1: 1}, percent), "Siti")


def test_a_session_that_was_removed_leaves_the_rule(desk: Desk, make: Maker) -> None:
    event = make.event()
    first, second = make.sessions(event)
    service.store_rule(desk, event, CertificateRule({first.id: 4, second.id: 4}, 80), "Siti")

    remove_session(desk, second.id, "Siti")

    assert service.rule_of(desk, event).credits == {first.id: 4}


def test_a_code_is_verified_however_it_is_typed(desk: Desk, event: Event) -> None:
    given = service.issue(desk, event, "Siti")[0].certificate
    typed = f" {given.code[:4].lower()}-{given.code[4:8]} {given.code[8:]}"

    found = service.verify(desk, typed)

    assert (found.participant.name, found.certificate) == ("Ada", given)
    assert found.entitlement.is_entitled


def test_a_slip_of_the_hand_is_told_from_a_foreign_code(desk: Desk, event: Event) -> None:
    code = service.issue(desk, event, "Siti")[0].certificate.code
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")

    with pytest.raises(BadInput, match="typing mistake"):
        service.verify(desk, wrong)
    body = "0" * 15
    with pytest.raises(NotFound, match="No certificate"):
        service.verify(desk, body + check_character(body))
    with pytest.raises(NotFound, match="No certificate"):
        service.verify(desk, "https://example.invalid")


def test_an_undone_check_in_shows_when_the_code_is_verified(desk: Desk, event: Event) -> None:
    awarded = service.issue(desk, event, "Siti")[0]
    with desk.store.read() as tx:
        mark = check_ins.of_participant(tx, awarded.participant.id)[0]
    undo(desk, mark.id, SITI)

    found = service.verify(desk, awarded.certificate.code)

    assert not found.entitlement.is_entitled
    assert service.issue(desk, event, "Siti") == []


def test_the_papers_are_for_those_who_qualify_alone(desk: Desk, event: Event) -> None:
    content = service.pdf(desk, event, service.issue(desk, event, "Siti"))

    pages = pages_of(content)
    assert len(pages) == 1
    assert "Ada" in pages[0]


def test_no_paper_is_made_for_nobody(desk: Desk, make: Maker) -> None:
    with pytest.raises(Refused, match="Nobody"):
        service.pdf(desk, make.event(), [])


def test_the_list_names_the_number_once_it_is_given(desk: Desk, event: Event) -> None:
    service.issue(desk, event, "Siti")

    book = load_workbook(BytesIO(service.entitled_xlsx(desk, event)))

    row = [cell.value for cell in book["Berhak sertifikat"][2]]
    assert (row[1], row[6], row[8]) == ("Ada", 10, "001/SERT/XI/2026")
    assert book["Tidak berhak"].max_row == 3


@pytest.mark.parametrize(
    ("design", "why"),
    [
        (CertificateDesign(text="{nama}"), "no field {nama}"),
        (CertificateDesign(numbers="SERT/{year}"), "needs {number}"),
        (CertificateDesign(color="blue"), "not a colour"),
    ],
)
def test_a_design_that_cannot_be_drawn_is_refused(
    desk: Desk, event: Event, design: CertificateDesign, why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        service.store_design(desk, event, design, "Siti")


def test_two_who_issue_at_once_give_each_person_one(desk: Desk, make: Maker) -> None:
    event = make.event()
    make.letterhead(event)
    for number in range(6):
        attend(make, event, make.participant(event, f"P{number}"), "Sesi Pagi", "Sesi Sore")
    threads = [threading.Thread(target=service.issue, args=(desk, event, "Siti")) for _ in range(3)]

    for each in threads:
        each.start()
    for each in threads:
        each.join()

    given = service.issued(desk, event).values()
    assert len(given) == 6
    assert len({each.number for each in given}) == 6
