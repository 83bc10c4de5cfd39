"""Every page of a worker on a slow telephone, first and again: bytes, and ms until it is usable.

python -m tests.browser.slow_phone [--runs 3] [--markdown FILE] [--json FILE]
"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from tests.browser.hand import PHONE, at_page
from tests.browser.pages import WORKERS, Look
from tests.browser.town import Town, chromium_path, served
from tests.browser.visits import AFTER, FIRST_VISIT, USABLE_MS, slowed, visit

HEAD = """# What a worker's pages weigh, and how soon they can be used

Chromium at 1.6 Mbit/s, 150 ms a round trip, a sixth of the processor; the median of {runs} runs.
Bytes are those over the wire, headers with them, of the page and all that belongs to it. Usable:
the page is read whole and its first words stand there. Promised: {first} bytes at first, {after}
after, {ms} ms. `tests/browser/test_pages_fit.py` holds the bytes; times hang on the machine and are
only measured:

    python -m tests.browser.slow_phone --markdown docs/pages-weights.md

| page | bytes, first | bytes, again | ms, first | ms, again |
|---|---:|---:|---:|---:|
"""


class Line(NamedTuple):
    """One page: bytes and ms of the first visit and of the next."""

    page: str
    first_bytes: int
    again_bytes: int
    first_ms: int
    again_ms: int

    @property
    def is_kept(self) -> bool:
        """Whether it is what was promised."""
        slowest = max(self.first_ms, self.again_ms)
        return (
            self.first_bytes <= FIRST_VISIT and self.again_bytes <= AFTER and slowest <= USABLE_MS
        )


def measured(browser: Browser, town: Town, runs: int) -> Iterator[Line]:
    """All pages, each in a new browser; the first is looked at once before, to wake the server."""
    _twice(browser, town, WORKERS[0])
    for look in WORKERS:
        rounds = [_twice(browser, town, look) for _ in range(runs)]
        yield Line(look.name, *(round(median(each)) for each in zip(*rounds, strict=True)))


def _twice(browser: Browser, town: Town, look: Look) -> tuple[float, ...]:
    with at_page(browser, town, script=True, device=PHONE, **look.who) as hand:
        wire = slowed(hand.page)
        address = town.address + look.at(town)
        first, again = visit(hand.page, address), visit(hand.page, address)
        wire.detach()
    return first.size, again.size, first.usable_ms, again.usable_ms


def markdown(lines: list[Line], runs: int) -> str:
    """The table, the heaviest last line of it said in words."""
    head = HEAD.format(runs=runs, first=f"{FIRST_VISIT:,}", after=f"{AFTER:,}", ms=f"{USABLE_MS:,}")
    rows = [f"| {each.page} | " + " | ".join(f"{n:,}" for n in each[1:]) + " |" for each in lines]
    most = " | ".join(f"{max(column):,}" for column in list(zip(*lines, strict=True))[1:])
    return head + "\n".join([*rows, f"| **most** | {most} |"]) + "\n"


def main() -> None:
    """Measure, print, write; leave with 1 where a promise is not kept."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--markdown", type=Path)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with TemporaryDirectory() as home, served(Path(home)) as town, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        lines = list(measured(browser, town, asked.runs))
        browser.close()
    table = markdown(lines, asked.runs)
    print(table)  # noqa: T201  # what it is for
    if asked.markdown:
        asked.markdown.write_text(table, encoding="utf-8")
    if asked.json:
        asked.json.write_text(json.dumps([each._asdict() for each in lines], ensure_ascii=False))
    broken = [each.page for each in lines if not each.is_kept]
    raise SystemExit(f"not as promised: {'、'.join(broken)}" if broken else 0)


if __name__ == "__main__":
    main()
