"""What screen readers and keyboards need of a page, read out of its HTML."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "link", "input", "img", "br", "wbr", "hr", "source"}
_VOID |= {"path", "circle", "rect", "line"}
_FIELDS = {"input", "select", "textarea"}
_NAMED_BY_CONTENT = {"a", "button", "summary", "label", "th", "h1", "h2", "h3", "caption", "legend"}
_HIDDEN_TYPES = {"hidden", "submit", "button", "image"}


@dataclass
class Element:
    """One element with the text that stands in it."""

    tag: str
    attributes: dict[str, str]
    line: int
    in_label: bool = False
    text: str = ""

    @property
    def has_name(self) -> bool:
        """Whether something names it without looking elsewhere."""
        named = self.attributes.get("aria-label") or self.attributes.get("aria-labelledby")
        return bool(named or self.text.strip())


@dataclass
class Page(HTMLParser):
    """The elements of a page, in their order."""

    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        in_label = any(each.tag == "label" for each in self.open)
        attributes = {name: value or "" for name, value in attrs}
        element = Element(tag, attributes, self.getpos()[0], in_label)
        self.elements.append(element)
        if tag not in _VOID:
            self.open.append(element)
        label = attributes.get("aria-label") or attributes.get("alt")
        if label:
            self.handle_data(label)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not self.open or self.open[-1].tag != tag:
            self.wrong.append(f"line {self.getpos()[0]}: </{tag}> closes what is not open")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for each in self.open:
            each.text += data


def faults(html: str) -> list[str]:
    """Return what is wrong with a page or a part of one, each with the line where it stands."""
    page = Page()
    page.feed(html)
    whole = _headings(page) if "<html" in html else ()
    return [*page.wrong, *_ids(page), *_fields(page), *_names(page), *whole]


def _ids(page: Page) -> Iterator[str]:
    counted = Counter(each.attributes["id"] for each in page.elements if "id" in each.attributes)
    yield from (f"the id {id_} stands twice" for id_, count in counted.items() if count > 1)
    for each in page.elements:
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for wanted in each.attributes.get(name, "").split():
                if wanted not in counted:
                    yield f"line {each.line}: {name} speaks of {wanted}, which is not there"


def _fields(page: Page) -> Iterator[str]:
    labelled = {each.attributes.get("for") for each in page.elements if each.tag == "label"}
    for each in page.elements:
        kind = each.attributes.get("type", "text")
        if each.tag not in _FIELDS or kind in _HIDDEN_TYPES:
            continue
        named = "aria-label" in each.attributes or "aria-labelledby" in each.attributes
        if not (named or each.in_label or each.attributes.get("id") in labelled):
            yield f"line {each.line}: the field {each.attributes.get('name')} has no label"


def _names(page: Page) -> Iterator[str]:
    for each in page.elements:
        silent = "hidden" in each.attributes or each.attributes.get("aria-hidden") == "true"
        if each.tag in _NAMED_BY_CONTENT and not each.has_name and not silent:
            yield f"line {each.line}: <{each.tag}> has no name"
        if each.tag == "img" and "alt" not in each.attributes:
            yield f"line {each.line}: a picture without alt"


def _headings(page: Page) -> Iterator[str]:
    count = sum(each.tag == "h1" for each in page.elements)
    if count != 1:
        yield f"{count} h1, not one"
    if not any(each.tag == "main" for each in page.elements):
        yield "no main"
    if any(each.attributes.get("tabindex", "0") > "0" for each in page.elements):
        yield "a tabindex above 0 turns the order about"
