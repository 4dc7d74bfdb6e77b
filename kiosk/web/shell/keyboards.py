"""What is said where a hand scanner and the computer speak of different keyboards."""

from flask_babel import gettext as _


def layout_words(layout: str) -> str:
    """Return what staff are told, and what to do about it."""
    return _(
        "The hand scanner types for an American keyboard, this computer expects %(layout)s. The "
        "code was understood anyway; set the scanner or the computer to the same layout.",
        layout=layout,
    )
