"""Measures the search for what is mistyped, among 100,000 people with names as they are.

Each of 300 people drawn is typed with one slip, and as other people spell; measured is whether they
are found among the twelve shown, and how long it takes.
Run: python -m bench.near [sqlite|postgresql://…]
"""

import random
import statistics
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.roster import import_
from kiosk.core.names import name_key
from kiosk.core.people import NewParticipant
from kiosk.core.search import Query
from kiosk.desk import Desk, open_desk
from kiosk.services.events import NewEvent, add_event
from kiosk.services.search import find
from kiosk.settings import Settings

AMONG = 100_000
DRAWN = 300
FIRST = "Siti Muhammad Ahmad Nur Sri Dewi Budi Rina Yulianti Hadi Agus Eko Rizky Putri Maria Yohanes Djoko Soewandi Tjahyono Achmad Fatimah Aisyah Syaiful Khairul Novita Yuliana Christina Hendra Indah Lestari".split()  # noqa: SIM905, E501
STARTS = "Sus Har War Pur Wid Kus Sul Rah Mul Her Bas Wah Fir Ram Mar Gun Kart San Yud Pras".split()  # noqa: SIM905
ENDS = "anto ningsih yono wati aningrum tono iyanto odo awan adi yanti otomo ini andari iati asih iman".split()  # noqa: SIM905, E501
LETTERS = "abcdefghijklmnoprstuwy"
OTHERWISE = (("sy", "s"), ("y", "i"), ("u", "oe"), ("ti", "tie"), ("d", "dd"), ("h", "kh"))


def main() -> None:
    database = next((each for each in sys.argv[1:] if "://" in each), "")
    with TemporaryDirectory() as folder:
        desk = open_desk(Settings(data=Path(folder), database=database))
        event = add_event(desk, NewEvent("Bench", date(2026, 11, 23)))
        draw = random.Random(7)
        people = [person(draw, number) for number in range(1, AMONG + 1)]
        for start in range(0, AMONG, 20_000):
            began = time.perf_counter()
            import_(desk, event.id, people[start : start + 20_000])
            print(f"imported 20,000 in {time.perf_counter() - began:.1f} s")
        for label, change in (
            ("as it is", str),
            ("one slip", lambda text: slip(draw, text)),
            ("other spelling", lambda text: other_spelling(draw, text)),
            ("words run together", lambda text: text.replace(" ", "", 1)),
        ):
            measure(label, desk, event.id, [(each, change) for each in draw.sample(people, DRAWN)])
        desk.close()


def person(draw: random.Random, number: int) -> NewParticipant:
    names = [draw.choice(FIRST), draw.choice(STARTS) + draw.choice(ENDS)]
    if draw.random() < 0.6:
        names.append(draw.choice(STARTS) + draw.choice(ENDS))
    place = draw.choice(("Ampah", "Tamiang Layang", "Paku", "Bentot", "Hayaping"))
    return NewParticipant(
        name=f"{' '.join(names)}, S.Pd.",
        organization=f"{draw.choice(('SDN', 'SMPN'))} {draw.randrange(1, 40)} {place}",
        district=place,
        phone=f"0812{number:08d}",
        email=f"guru{number}@sekolah.id",
    )


def slip(draw: random.Random, text: str) -> str:
    longest = max(text.split(), key=len)
    at = draw.randrange(len(longest) - 1)
    wrong = draw.choice(LETTERS)
    changed = draw.choice(
        (
            longest[:at] + longest[at + 1 :],
            longest[:at] + wrong + longest[at:],
            longest[:at] + wrong + longest[at + 1 :],
            longest[:at] + longest[at + 1] + longest[at] + longest[at + 2 :],
        )
    )
    return text.replace(longest, changed, 1)


def other_spelling(draw: random.Random, text: str) -> str:
    fitting = [pair for pair in OTHERWISE if pair[0] in text]
    old, new = draw.choice(fitting or [("a", "aa")])
    return text.replace(old, new, 1)


def measure(label: str, desk: Desk, event_id: int, asked: list) -> None:
    taken, found, unsure = [], 0, 0
    for wanted, change in asked:
        typed = change(name_key(wanted.name))
        began = time.perf_counter()
        page = find(desk, event_id, Query(typed, per_page=12))
        taken.append((time.perf_counter() - began) * 1000)
        names = [name_key(each.participant.name) for each in (*page.found, *page.near)]
        found += name_key(wanted.name) in names
        unsure += page.total > 12
    taken.sort()
    print(
        f"  {label:20} found {found}/{len(asked)} (more than 12 fit: {unsure}), ms: median "
        f"{statistics.median(taken):.1f}, 99 % {taken[int(len(taken) * 0.99)]:.1f}, "
        f"slowest {taken[-1]:.1f}"
    )


if __name__ == "__main__":
    main()
