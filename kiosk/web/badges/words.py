"""The words of printing in the language of the page: sheets, findings of the proof."""

from flask_babel import gettext as _

from badges import presets
from badges.proof import FAULTS, ProofFinding
from kiosk.web.badges.forms import CUSTOM
from kiosk.web.shell.i18n import number


def finding_words(finding: ProofFinding) -> str:
    """Return the sentence of a finding."""
    return str(_(FAULTS[finding.fault])).format(**finding.values)


def layout_words(logged: str) -> str:
    """Return what was printed on, as the print log keeps it: `png a6-4up`."""
    way, _space, layout = logged.rpartition(" ")
    words = dict(sheet_choices()).get(layout, _("a sheet of your own"))
    ways = {"png": _("pictures"), "html": _("browser"), "lp": _("at the desk")}
    return f"{ways[way]}, {words}" if way in ways else words


def sheet_choices() -> list[tuple[str, str]]:
    """Return every sheet with words that say its size, the usual one first."""
    named = [(name, _words(presets.sheet(name))) for name in presets.sheet_names()]
    return [*named, (CUSTOM, _("A sheet of your own …"))]


def _words(sheet: presets.Sheet) -> str:
    size = f"{number(sheet.badge[0])} × {number(sheet.badge[1])} mm"  # noqa: RUF001
    title = _titles().get(sheet.name.removesuffix("-single"), sheet.name)
    if sheet.per_page == 1:
        return _("%(title)s, %(size)s, one per page", title=title, size=size)
    return _(
        "%(title)s, %(size)s, %(count)s per page", title=title, size=size, count=sheet.per_page
    )


def _titles() -> dict[str, str]:
    return {
        "a6-4up": "A6",
        "a6": "A6",
        "a7-portrait": _("A7 portrait"),
        "a7-landscape": _("A7 landscape"),
        "id-card": _("ID card"),
        "card-90x55": _("Business card"),
        "avery-l4785": "Avery L4785",
        "zweckform-32015": "Zweckform 32015",
        "zweckform-32010": "Zweckform 32010",
        "label-62x100": _("Label"),
        "label-100x50": _("Label"),
    }
