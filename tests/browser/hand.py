"""Somebody at a page: what she does is counted, and what she looks at can be kept as a picture."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.promises import PROMISES, Does
from tests.browser.town import Town

expect.set_options(timeout=20_000)
# A folder for screenshots and for what was measured, named so that CI keeps it.
SHOTS: Final = os.environ.get("LINGGANG_SCREENSHOTS", "")
PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 360, "height": 740},
    "is_mobile": True,
    "has_touch": True,
}
DESKTOP: Final[dict[str, Any]] = {"viewport": {"width": 1280, "height": 900}}


def noted(what: str, **facts: Any) -> None:
    """Something measured, kept beside the screenshots where somebody asks for them."""
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        with (Path(SHOTS) / f"{what}.jsonl").open("a", encoding="utf-8") as notes:
            notes.write(json.dumps(facts, ensure_ascii=False) + "\n")


@dataclass
class Hand:
    """Somebody at a page. done: what she did so far, as EXPERIENCE counts it."""

    page: Page
    town: Town
    script: bool
    done: Counter[Does] = field(default_factory=Counter)

    def opens(self, path: str) -> None:
        """Go to an address, as from a saved link; no action of hers on the page."""
        self.page.goto(self.town.address + path)

    def taps(
        self, name: str, which: str = "button", *, within: str = "main", stays: bool = False
    ) -> None:
        """A button or link of a name, the first one. stays: it leads to no other page."""
        target = self.page.locator(within).get_by_role(which, name=name)  # type: ignore[arg-type]
        self.taps_on(target, stays=stays)

    def taps_on(self, target: Locator, *, stays: bool = False) -> None:
        """Whatever it is, the first one."""
        self.done[Does.TAP] += 1
        with nullcontext() if stays else self.page.expect_navigation():
            target.first.click()

    def unfolds(self, words: str) -> None:
        """What is folded away under some words."""
        self.taps_on(self.page.locator("summary").filter(has_text=words), stays=True)

    def turns(self, name: str) -> None:
        """One page of several is answered."""
        self.done[Does.PAGE] += 1
        self.taps(name)

    def field(self, label: str) -> Locator:
        """The first field of a label."""
        fields = self.page.locator("main").locator("input, select, textarea")
        return self.page.get_by_label(label).and_(fields).first

    def ticks(self, label: str) -> None:
        """A choice by its words."""
        self.done[Does.FIELD] += 1
        self.field(label).check()

    def types(self, label: str, words: str) -> None:
        """A field by its label."""
        self.done[Does.FIELD] += 1
        self.field(label).fill(words)

    def chooses(self, label: str, words: str) -> None:
        """One of a list, by its words."""
        self.done[Does.FIELD] += 1
        self.field(label).select_option(label=words)

    def hands_in(self, label: str, file: Path) -> None:
        """A file."""
        self.done[Does.FIELD] += 1
        self.field(label).set_input_files(file)

    def presses(self, key: str) -> None:
        """A letter, where nothing is typed."""
        self.done[Does.KEY] += 1
        self.page.keyboard.press(key)

    def sees(self, words: str) -> bool:
        """Whether words stand on the page, or soon will."""
        expect(self.page.locator("body")).to_contain_text(words, use_inner_text=True)
        return True

    def lacks(self, words: str) -> bool:
        """Whether words stand nowhere on the page."""
        expect(self.page.locator("body")).not_to_contain_text(words, use_inner_text=True)
        return True

    def kept(self, journey: str) -> None:
        """What she came for is done, in no more than was promised; she begins anew."""
        most = PROMISES[journey].most
        noted("journeys", journey=journey, script=self.script, done=dict(self.done))
        over = {kind.value: n for kind, n in self.done.items() if n > most.get(kind, 0)}
        assert not over, f"{journey}: {over}, promised {most}"
        self.done.clear()

    def shot(self, name: str) -> None:
        """A picture of the whole page, where somebody asks for them."""
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            file = name.replace("/", "-").replace(" ", "-")
            self.page.screenshot(path=Path(SHOTS) / f"{file}.png", full_page=True)


@contextmanager
def at_page(
    browser: Browser, town: Town, *, script: bool, device: dict[str, Any], **who: Any
) -> Iterator[Hand]:
    """Somebody before a new browser. who: role and values of an account; none: a passer-by."""
    context: BrowserContext = browser.new_context(
        java_script_enabled=script, locale="zh-CN", timezone_id="Asia/Shanghai", **device
    )
    context.set_default_timeout(20_000)
    if who:
        context.add_cookies([town.cookie(**who)])  # type: ignore[list-item]
    yield Hand(context.new_page(), town, script)
    context.close()
