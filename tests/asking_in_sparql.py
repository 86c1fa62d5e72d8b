"""The SPARQL page as people use it: with its editor, with its plain field, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

from kg_api.pages.shipped import shipped
from kg_api.pages.workbench_page import EDITOR

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Way: TypeAlias = Literal["editor", "field", "no scripts"]
WAYS: Final = get_args(Way)
TEXT: Final = ".editing .cm-content"


def built() -> bool:
    """Return whether there is an editor: `scripts/editor` builds it where node is."""
    return EDITOR in shipped()


@dataclass(frozen=True)
class Desk:
    """The page in one of the ways; `complaints` is what the browser said of it."""

    page: Page
    way: Way
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        """Go to an address, and wait until there is what scripts bring."""
        self.page.goto(address)
        if self.way == "editor":
            self.page.wait_for_selector(TEXT)
        elif self.way == "field":  # scripts are at work once the link can be copied
            self.page.wait_for_selector("#ask [data-copy]")

    def write(self, text: str) -> None:
        """Write a query in the place of the one that stands there."""
        if self.way != "editor":
            self.page.fill("#query", text)
            return
        # Key by key: what is chosen by a script is known to the editor only a moment later.
        self.page.focus(TEXT)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)

    def text(self) -> str:
        """Return the query that would be sent."""
        return self.page.input_value("#query")

    def copied(self) -> str:
        """Return what was copied; only a page in front may read that."""
        self.page.bring_to_front()
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    def press(self, button: str) -> None:
        """Press one of the buttons under the query."""
        self.page.click(f"#ask button:text-is('{button}')")

    def run(self, text: str) -> None:
        """Write a query, have it answered, and wait for the answer."""
        self.write(text)
        if self.way != "no scripts":  # what was answered before is not waited for
            self.page.evaluate("document.querySelector('#answer').replaceChildren()")
        with self.page.expect_response(lambda answer: "/sparql?" in answer.url):
            self.press("Run")
        self.page.wait_for_selector("#answer section")


@contextmanager
def at_the_desk(opened: Browser, way: Way, **look: Any) -> Iterator[Desk]:
    """Yield the page in a browser that nobody has used."""
    context = opened.new_context(
        java_script_enabled=way != "no scripts",
        permissions=["clipboard-read", "clipboard-write"],
        **{"viewport": {"width": 1360, "height": 900}, **look},
    )
    page = context.new_page()
    if way == "field":
        page.route(f"**/{EDITOR}", lambda route: route.abort())
    desk = Desk(page, way)
    page.on("console", lambda message: desk.complaints.append(message.text))
    page.on("pageerror", lambda error: desk.complaints.append(str(error)))
    yield desk
    context.close()
