"""What is printed of a person: plain values, filled in by whoever knows the roster."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Face:
    """One badge. Without a name it is a reserve badge, to be written on by hand.

    ``name`` is the full name with its titles as typed; ``color`` is the group's (``#rrggbb``),
    empty for the event's accent; ``sessions`` are the marks of the sessions that expect the person;
    ``own`` are further fields of the event, such as the table, by label.
    """

    code: str
    name: str = ""
    organization: str = ""
    group: str = ""
    color: str = ""
    number: str = ""
    sessions: tuple[str, ...] = ()
    own: tuple[tuple[str, str], ...] = ()

    @property
    def is_reserve(self) -> bool:
        """Tell a badge that is not yet bound to a person."""
        return not self.name.strip()
