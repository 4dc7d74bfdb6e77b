"""What is arranged before people come and hardly changes while they do."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.core.errors import NotFound
from kiosk.core.model import Event, Session, SessionChoice, Station


@dataclass(frozen=True, slots=True)
class Programme:
    """An event with its sessions in the order of their beginning, and the choice by staff."""

    event: Event
    sessions: tuple[Session, ...] = ()
    choice: SessionChoice | None = None

    def session(self, session_id: int) -> Session:
        """Return a session of the event. Raises NotFound naming the known ones."""
        for each in self.sessions:
            if each.id == session_id:
                return each
        raise NotFound(
            "There is no session {id} in this event. Known are: {known}.",
            id=session_id,
            known=", ".join(f"{each.id} ({each.name})" for each in self.sessions),
        )


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Events, sessions, choices and stations as they are at one `revision` of the database.

    `tokens` are the hashes of the tokens that are taken, each with its station.
    """

    revision: int
    current: Programme | None = None
    programmes: Mapping[int, Programme] = field(default_factory=dict)
    stations: Mapping[int, Station] = field(default_factory=dict)
    tokens: Mapping[str, Station] = field(default_factory=dict)

    def place(self, station_id: int | None) -> str:
        """Return where a station is; empty where there is none."""
        station = self.stations.get(station_id) if station_id else None
        return station.place if station else ""

    def programme(self, event_id: int | None = None) -> Programme:
        """Return the programme of an event, or of the current one. Raises NotFound."""
        found = self.programmes.get(event_id) if event_id else self.current
        if found is None:
            raise NotFound("There is no such event.")
        return found
