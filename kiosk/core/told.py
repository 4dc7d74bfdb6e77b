"""What the computer that leads tells of events: their state, and what is gone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.core.errors import BadInput
from kiosk.core.facts import Facts, moment, told, understood

GONE = ("session", "person", "badge")


@dataclass(frozen=True, slots=True)
class EventState:
    """An event with its settings; `date` as ISO 8601 has it."""

    uid: str
    slug: str
    name: str
    date: str
    timezone: str
    place: str
    chosen_at: datetime
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class EventNews:
    """What is new of an event: its state where that changed, facts, and what is gone, by kind."""

    uid: str
    state: EventState | None
    facts: Facts
    gone: dict[str, list[str]]


def news_told(news: EventNews) -> dict[str, Any]:
    """Return news as JSON can say them."""
    state = news.state
    return {
        "event": news.uid,
        "state": None
        if state is None
        else {
            "slug": state.slug,
            "name": state.name,
            "date": state.date,
            "timezone": state.timezone,
            "place": state.place,
            "chosen_at": state.chosen_at.isoformat(),
            "settings": state.settings,
        },
        "facts": facts_told(news.facts),
        "gone": news.gone,
    }


def news_understood(value: Any) -> EventNews:
    """Return the news that a JSON value tells. Raises BadInput for what are none."""
    try:
        uid, state = str(value["event"]), value["state"]
        gone = {kind: [str(each) for each in value["gone"].get(kind, ())] for kind in GONE}
        return EventNews(
            uid,
            _state(uid, state) if state is not None else None,
            facts_understood(value["facts"]),
            gone,
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadInput("The answer of the other computer cannot be understood.") from error


def _state(uid: str, told: Any) -> EventState:
    return EventState(
        uid=uid,
        slug=str(told["slug"]),
        name=str(told["name"]),
        date=str(told["date"]),
        timezone=str(told["timezone"]),
        place=str(told["place"]),
        chosen_at=moment(told["chosen_at"]),
        settings=dict(told["settings"]),
    )


def facts_told(facts: Facts) -> list[dict[str, Any]]:
    """Return facts as JSON can say them, those first of which others speak."""
    kinds = (facts.sessions, facts.people, facts.badges, facts.merges, facts.scans)
    return [told(each) for several in kinds for each in several]


def facts_understood(value: Any) -> Facts:
    """Return the facts of a JSON list. Raises BadInput."""
    found = Facts()
    for each in value:
        found.add(understood(each))
    return found
