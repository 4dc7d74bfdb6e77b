"""The tone of an answer: the word by which the style sheets know its colour."""

from kiosk.core.model import Answer, Light

_TONES = {Light.GREEN: "ok", Light.AMBER: "again", Light.RED: "no", Light.GREY: "off"}


def tone(answer: Answer) -> str:
    """Return `ok`, `again`, `no` or `off`: the class is `is-ok` and so on."""
    return _TONES[answer.light]
