"""What the style sheets name is there: no class that no page, script or view ever gives."""

import re

from tests.shape.strings import ROOT

STYLES = sorted((ROOT / "kiosk/web/static/css").rglob("*.css"))
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)(?=[^{}]*\{)")


def test_every_class_of_the_style_sheets_is_given_somewhere() -> None:
    folders = (("templates", "*.html"), ("kiosk/web", "*.py"), ("kiosk/web/static/js", "*.js"))
    given = "\n".join(
        path.read_text("utf-8")
        for folder, pattern in folders
        for path in sorted((ROOT / folder).rglob(pattern))
    )
    words = set(re.findall(r"[\w-]+", given))
    parts = {part for part in re.findall(r"[\w-]+-(?=[\"'{ ]|$)", given) if len(part) > 3}

    unused = {
        name
        for path in STYLES
        for name in _CLASS.findall(_COMMENT.sub("", path.read_text("utf-8")))
        if name not in words and not any(name.startswith(part) for part in parts)
    }

    assert unused == set()


def test_every_script_and_icon_is_used() -> None:
    static = ROOT / "kiosk/web/static"
    texts = "\n".join(
        path.read_text("utf-8")
        for folder, pattern in (
            ("templates", "*.html"),
            ("kiosk/web", "*.py"),
            ("kiosk/web/static", "*.js"),
            ("kiosk/web/static", "*.css"),
        )
        for path in sorted((ROOT / folder).rglob(pattern))
    )
    icons = [each.stem for each in (static / "icons").glob("*.svg")]
    scripts = [each.name for each in (static / "js").rglob("*.js")]

    unused = [each for each in icons if not re.search(rf"[\"'/]{each}[\"'.]", texts)]
    built = {"sort-up", "sort-down"}  # `icon("sort-" ~ order)`

    assert sorted(set(unused) - built) == []
    assert [each for each in scripts if not re.search(rf"[\"/]{each}[\"']", texts)] == []
