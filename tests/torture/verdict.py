"""What was answered and shown, compared with what lies in the database."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from kiosk.desk import open_desk
from kiosk.storage import schema
from tests.torture.product import Product
from tests.torture.stations import Answers

_NUMBER = 36


@dataclass(frozen=True, slots=True)
class Verdict:
    answered: int
    missing: list[str]
    otherwise: list[str]
    stored_though_refused: list[str]
    twice: list[int]
    changed: list[str]

    @property
    def is_good(self) -> bool:
        return not (
            self.missing
            or self.otherwise
            or self.stored_though_refused
            or self.twice
            or self.changed
        )


def verdict(product: Product, answers: Answers) -> Verdict:
    """Compare every answer with the database, which nobody serves any more."""
    desk = open_desk(product.settings)
    with desk.store.read() as tx:
        # Behind the number that a station made stands whose it is.
        rows = tx.execute(select(schema.scan))
        stored = {row.scan_id[:_NUMBER]: row.reason for row in rows}
        admitted = tx.execute(
            select(schema.check_in.c.participant_id).where(schema.check_in.c.undone_at.is_(None))
        ).scalars()
        twice = [person for person, times in Counter(admitted).items() if times > 1]
    desk.close()
    given = answers.given
    return Verdict(
        answered=len(given),
        missing=sorted(given.keys() - stored.keys()),
        otherwise=[each for each in given if stored.get(each, given[each]) != given[each]],
        stored_though_refused=sorted(answers.not_stored & stored.keys()),
        twice=twice,
        changed=answers.changed,
    )
