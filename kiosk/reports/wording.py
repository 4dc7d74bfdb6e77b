"""How a report speaks: its texts, dates, times and numbers, in Indonesian or English."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from kiosk.catalogues import catalogue
from kiosk.core.attendance import Counts
from kiosk.core.model import Session

DASH = "\N{EN DASH}"
NO_BREAK = "\N{NO-BREAK SPACE}"
_DATE = "EEEE, d MMMM y"
_DAY = "d MMMM y"
_WEEKDAY = "EEEE"


class Language(StrEnum):
    """The language of a report; offices hand in Indonesian ones."""

    ID = "id"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """The language and the zone in which a report speaks; times come in aware."""

    zone: ZoneInfo
    language: Language = Language.ID

    def say(self, text: str, **values: object) -> str:
        """Return the English `text` in the report's language, its `{names}` filled in."""
        said = catalogue(self.language.value).gettext(text)
        return said.format(**values) if values else said

    def full_date(self, day: date) -> str:
        """Return ``Senin, 23 November 2026``."""
        return str(format_date(day, _DATE, locale=self.language.value))

    def day(self, day: date) -> str:
        """Return ``23 November 2026``."""
        return str(format_date(day, _DAY, locale=self.language.value))

    def days_of(self, sessions: Sequence[Session], day: date) -> tuple[date, date]:
        """Return the first and the last day of sessions; `day` where there are none."""
        days = [each.starts_at.astimezone(self.zone).date() for each in sessions] or [day]
        return min(days), max(days)

    def full_dates(self, first: date, last: date) -> str:
        """Return the full date of a day, or of several: both weekdays, then from when to when."""
        if first == last:
            return self.full_date(first)
        names = (format_date(each, _WEEKDAY, locale=self.language.value) for each in (first, last))
        return f"{f' {DASH} '.join(names)}, {self.dates(first, last)}"

    def dates(self, first: date, last: date) -> str:
        """Return the date of a day, or from when to when, so that nothing is said twice."""
        if first == last:
            return self.day(first)
        start = format_date(first, _beginning(first, last), locale=self.language.value)
        return f"{start} {DASH} {self.day(last)}"

    def time(self, moment: datetime) -> str:
        """Return ``08.05``, in English ``08:05``."""
        return moment.astimezone(self.zone).strftime(self._clock)

    def time_on(self, moment: datetime, day: date) -> str:
        """Return the time, with its day where that is not `day`: ``24/11 00.05``."""
        local = moment.astimezone(self.zone)
        return self.time(moment) if local.date() == day else local.strftime(f"%d/%m {self._clock}")

    def hours(self, start: datetime, end: datetime) -> str:
        """Return from when to when, and the zone: ``08.00`` to ``12.00 WIB``."""
        return f"{self.time(start)} {DASH} {self.time(end)} {self.zone_name(start)}"

    def moment(self, moment: datetime) -> str:
        """Return ``23 November 2026 08.05 WIB``."""
        local = moment.astimezone(self.zone)
        return f"{self.day(local.date())} {self.time(moment)} {self.zone_name(moment)}"

    def zone_name(self, moment: datetime) -> str:
        """Return ``WIB``: Python knows it, while babel says +0700 in English."""
        return moment.astimezone(self.zone).tzname() or ""

    def number(self, number: int) -> str:
        """Return ``1.250``."""
        return str(format_decimal(number, locale=self.language.value))

    def percent(self, share: float) -> str:
        """Return ``94,4 %`` of a share from 0 to 100."""
        return f"{format_decimal(share, format='0.#', locale=self.language.value)} %"

    def turnout(self, counts: Counts) -> str:
        """Return the share of the expected who came; a dash where nobody was expected yet."""
        return self.percent(counts.percent) if counts.expected and counts.has_begun else DASH

    def absent(self, counts: Counts) -> str:
        """Return how many of the expected did not come; a dash before the session begins."""
        return self.number(counts.absent) if counts.has_begun else DASH

    @property
    def _clock(self) -> str:
        return "%H.%M" if self.language is Language.ID else "%H:%M"


def _beginning(first: date, last: date) -> str:
    """Return how the first of two days is written: without what the last one says."""
    if first.year != last.year:
        return _DAY
    return "d" if first.month == last.month else "d MMMM"
