"""What is measured of a page: sizes of targets and letters, contrast, what axe finds."""

from typing import Any, Final, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.hand import DESKTOP, PHONE, Hand, noted

CONTRAST, TARGET, LARGE_TARGET, LETTER = 4.5, 44, 60, 16
SIZES: Final = {"phone": PHONE["viewport"], "desktop": DESKTOP["viewport"]}
SERIOUS: Final = frozenset({"serious", "critical"})
AXE: Final[dict[str, Any]] = {"resultTypes": ["violations"]}
# What is tapped, where it does not stand inside a sentence: too low for a thumb.
TARGETS: Final = """least => [...document.querySelectorAll(
    'button, .button, select, textarea, input:not([type=hidden]), nav a, summary, a[href]')]
  .filter(one => one.checkVisibility() && !one.classList.contains('skip'))
  .filter(one => !one.matches('a:not(.button)') || one.parentElement.matches('nav, h1, h2, th')
    || one.parentElement.textContent.trim() === one.textContent.trim())
  .map(one => one.matches('[type=checkbox], [type=radio]') ? one.closest('label') ?? one : one)
  .map(one => [one.textContent.trim().slice(0, 20), one.getBoundingClientRect()])
  .filter(([, box]) => box.height < least - 0.5)
  .map(([text, box]) => `${text} ${Math.round(box.height)}`)"""
LETTERS: Final = """() => {
  const made = getComputedStyle(document.querySelector('main'));
  const px = one => parseFloat(getComputedStyle(one).fontSize);
  const texts = [...document.querySelectorAll('main *')].filter(one => one.checkVisibility()
    && [...one.childNodes].some(each => each.nodeType === 3 && each.textContent.trim()));
  const size = px(document.querySelector('main'));
  return [size, Math.min(...texts.map(px)), parseFloat(made.lineHeight) / size];
}"""
# WCAG 2.2, 1.4.3: of all that is written, what stands out least from its ground.
LEAST: Final = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const over = ([r, g, b, a = 1], under) =>
    [r, g, b].map((part, i) => part * a + under[i] * (1 - a));
  const light = colour => colour.map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = one => {
    const under = one ? ground(one.parentElement) : [255, 255, 255];
    return one ? over(parts(getComputedStyle(one).backgroundColor), under) : under;
  };
  const ratio = (one, mark) => {
    const under = ground(one), ink = over(parts(getComputedStyle(one, mark).color), under);
    const [high, low] = [light(ink), light(under)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const found = [];
  for (const one of document.querySelectorAll('body, body *:not(script):not(option)')) {
    if (!one.checkVisibility() || one.matches(':disabled')) continue;
    const own = [...one.childNodes].filter(each => each.nodeType === 3);
    const said = own.map(each => each.textContent).join('');
    const words = (one.matches('input, textarea') ? one.value : said).trim();
    if (words) found.push([ratio(one), words.slice(0, 30)]);
    if (one.placeholder) found.push([ratio(one, '::placeholder'), one.placeholder]);
    for (const mark of ['::before', '::after'])
      if (getComputedStyle(one, mark).content.startsWith('"'))
        found.push([ratio(one, mark), mark]);
  }
  return found.sort(([a], [b]) => a - b)[0];
}"""


class Contrast(NamedTuple):
    """How far the faintest words of a page stand out from their ground: 1 (not at all) to 21."""

    ratio: float
    words: str


class Letters(NamedTuple):
    """Sizes in px: of the text, of the smallest; line: the height of a line over its size."""

    size: float
    least: float
    line: float


def contrast(page: Page) -> Contrast:
    """Of the faintest words."""
    return Contrast(*page.evaluate(LEAST))


def too_low(page: Page, least: float) -> list[str]:
    """Targets lower than so many CSS pixels, with their height."""
    found: list[str] = page.evaluate(TARGETS, least)
    return found


def letters(page: Page) -> Letters:
    """Of the text of a page."""
    return Letters(*page.evaluate(LETTERS))


def too_wide(page: Page) -> bool:
    """Whether it has to be pushed sideways."""
    over: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return over > 0


def violations(page: Page) -> dict[str, list[str]]:
    """What axe finds, by how grave it is."""
    found: dict[str, list[str]] = {}
    for each in Axe().run(page, options=AXE).response["violations"]:
        words = f"{each['id']}: {each['nodes'][0]['html'][:160]}"
        found.setdefault(each["impact"], []).append(words)
    return found


def fits(hand: Hand, name: str) -> None:
    """The page can be read, tapped and held by everybody; pictures and figures are kept.

    What axe finds does not hang on the width of the window; the rest is measured at both widths.
    Axe is a script: where none may run, the same page is measured where they may.
    """
    if not hand.script:
        return
    found = violations(hand.page)
    for device, size in SIZES.items():
        hand.page.set_viewport_size(size)
        hand.shot(f"{name} {device}")
        faintest = contrast(hand.page)
        noted("contrast", page=name, device=device, ratio=faintest.ratio, words=faintest.words)
        assert faintest.ratio >= CONTRAST, faintest
        assert too_low(hand.page, TARGET) == []
        assert not too_wide(hand.page)
        text = letters(hand.page)
        assert text.size >= LETTER
        assert text.line >= 1.3
    noted("axe", page=name, **{impact: len(each) for impact, each in found.items()})
    assert [words for impact in SERIOUS for words in found.get(impact, [])] == []
    assert hand.page.locator("h1").count() == 1
