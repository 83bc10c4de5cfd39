"""What holds of every page: nothing from elsewhere, readable, large enough, light enough."""

import pytest
from playwright.sync_api import Browser

from tests.browser.hand import PHONE, Hand, at_page
from tests.browser.measures import LARGE_TARGET, fits, letters, too_low, too_wide
from tests.browser.pages import ALL, DONE, WORKERS, Look
from tests.browser.town import Town
from tests.browser.visits import AFTER, FIRST_VISIT, visit

LARGER = {"elder": 18, "largest": 30}  # 长辈版、特大字: px


def ids(look: Look) -> str:
    return look.name


def watched(hand: Hand) -> list[str]:
    """What goes wrong in the browser from now on, and who else is asked."""
    wrong: list[str] = []
    hand.page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    hand.page.on("pageerror", lambda error: wrong.append(str(error)))

    def elsewhere(url: str) -> None:
        if not url.startswith((hand.town.address, "data:")):
            wrong.append(f"asks elsewhere: {url}")

    hand.page.on("request", lambda request: elsewhere(request.url))
    return wrong


@pytest.mark.parametrize("look", ALL, ids=ids)
def test_a_page_asks_nothing_of_others_and_everybody_can_use_it(
    browser: Browser, town: Town, look: Look
) -> None:
    with at_page(browser, town, script=True, device=PHONE, **look.who) as hand:
        wrong = watched(hand)
        policy = look.reached(hand).headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        fits(hand, look.name)
        assert [each for each in wrong if f"status of {look.status}" not in each] == []


@pytest.mark.parametrize("look", [*WORKERS, *DONE], ids=ids)
def test_letters_and_targets_are_large_enough_for_older_eyes_and_hands(
    browser: Browser, town: Town, look: Look
) -> None:
    with at_page(browser, town, script=True, device=PHONE, **look.who) as hand:
        look.reached(hand)
        for view, size in LARGER.items():
            hand.page.evaluate("view => { document.documentElement.className = view; }", view)
            hand.shot(f"{look.name} {view}")
            found = letters(hand.page)
            assert found.size >= size
            assert found.least >= 18
            assert found.line >= 1.3
            assert too_low(hand.page, LARGE_TARGET) == []
            assert not too_wide(hand.page)


@pytest.mark.parametrize("look", WORKERS, ids=ids)
def test_a_worker_page_is_light(browser: Browser, town: Town, look: Look) -> None:
    with at_page(browser, town, script=True, device=PHONE, **look.who) as hand:
        address = town.address + look.at(town)
        first, again = visit(hand.page, address), visit(hand.page, address)
        assert first.size <= FIRST_VISIT
        assert again.size <= AFTER
        assert again.size < first.size
