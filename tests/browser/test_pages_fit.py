"""What holds of every page: nothing from elsewhere, readable, large enough, light enough."""

from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.pages import ALL, WORKERS, Look, filled
from tests.browser.town import DESKTOP, PHONE, Hand, Town, at_page

FIRST_VISIT, AFTER = 30_000, 6_000  # bytes over the wire
SERIOUS: Final = frozenset({"serious", "critical"})
AXE: Final[dict[str, Any]] = {"resultTypes": ["violations"]}
DEVICES: Final = {"phone": PHONE, "desktop": DESKTOP}
# Size of what is tapped, where it does not stand inside a sentence.
TARGETS: Final = """least => [...document.querySelectorAll(
    'button, .button, select, textarea, input:not([type=hidden]), nav a, summary, .ways a')]
  .map(one => one.matches('[type=checkbox], [type=radio]') ? one.closest('label') ?? one : one)
  .filter(one => one.checkVisibility() && !one.classList.contains('skip'))
  .map(one => [one.textContent.trim().slice(0, 20), one.getBoundingClientRect()])
  .filter(([, box]) => box.height < least - 0.5)
  .map(([text, box]) => `${text} ${Math.round(box.height)}`)"""
LETTERS: Final = """() => {
  const made = getComputedStyle(document.querySelector('main'));
  const px = one => parseFloat(getComputedStyle(one).fontSize);
  const texts = [...document.querySelectorAll('main *')].filter(one => one.checkVisibility()
    && [...one.childNodes].some(each => each.nodeType === 3 && each.textContent.trim()));
  return {size: px(document.querySelector('main')), least: Math.min(...texts.map(px)),
          line: parseFloat(made.lineHeight) / px(document.querySelector('main'))};
}"""


def ids(look: Look) -> str:
    return look.name


def looked(hand: Hand, look: Look, town: Town) -> tuple[Page, list[str]]:
    """The page, opened; what went wrong in the browser meanwhile."""
    wrong: list[str] = []
    page = hand.page
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))

    def elsewhere(url: str) -> None:
        if not url.startswith((town.address, "data:")):
            wrong.append(f"asks elsewhere: {url}")

    page.on("request", lambda request: elsewhere(request.url))
    answer = page.goto(town.address + filled(look, town))
    assert answer is not None
    expected = 403 if look.name == "refused" else 200
    assert answer.status == expected
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    return page, [each for each in wrong if "403" not in each]


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("look", ALL, ids=ids)
def test_a_page_asks_nothing_of_others_and_everybody_can_read_it(
    browser: Browser, town: Town, look: Look, device: str
) -> None:
    with at_page(browser, town, script=True, device=DEVICES[device], **look.who) as hand:
        page, wrong = looked(hand, look, town)
        assert wrong == []
        assert page.locator("h1").count() == 1
        width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, "the page is wider than the window"
        found = Axe().run(page, options=AXE).response["violations"]
        hand.shot(f"{look.name}-{device}")
        bad = [
            f"{each['id']}: {each['nodes'][0]['html'][:120]}"
            for each in found
            if each["impact"] in SERIOUS
        ]
        assert bad == []


@pytest.mark.parametrize(
    ("view", "letters", "target"), [("", 16, 44), ("elder", 18, 60), ("largest", 30, 60)]
)
@pytest.mark.parametrize("look", WORKERS, ids=ids)
def test_letters_and_targets_are_large_enough(
    browser: Browser, town: Town, look: Look, view: str, letters: int, target: int
) -> None:
    with at_page(browser, town, script=True, device=PHONE, **look.who) as hand:
        hand.page.context.add_cookies([{"name": "view", "value": view, "url": town.address}])
        page, _ = looked(hand, look, town)
        sizes = page.evaluate(LETTERS)
        assert sizes["size"] >= letters
        assert sizes["line"] >= 1.3
        if view:
            assert sizes["least"] >= 18
        assert page.evaluate(TARGETS, target) == []
        width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, "the page is wider than the window"
        if view:
            hand.shot(f"{look.name}-{view}")


@pytest.mark.parametrize("look", WORKERS, ids=ids)
def test_a_worker_page_is_light(browser: Browser, town: Town, look: Look) -> None:
    with at_page(browser, town, script=True, device=PHONE, **look.who) as hand:
        first = weighed(hand.page, look, town)
        again = weighed(hand.page, look, town)
        assert first <= FIRST_VISIT, first
        assert again <= AFTER, again
        assert again < first


def weighed(page: Page, look: Look, town: Town) -> int:
    """Bytes that came over the wire for a page and all that belongs to it."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda done: sizes.append(int(done["encodedDataLength"])))
    page.goto(town.address + filled(look, town), wait_until="networkidle")
    wire.detach()
    return sum(sizes)
