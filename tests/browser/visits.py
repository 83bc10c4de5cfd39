"""One visit of a page: what came over the wire, and how long until it could be used."""

from typing import Any, Final, NamedTuple

from playwright.sync_api import CDPSession, Page

FIRST_VISIT, AFTER = 30_000, 6_000  # bytes
USABLE_MS = 2_000
# The telephone that is promised for: 1.6 Mbit/s, 150 ms, a sixth of this processor.
NETWORK: Final = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 1_600_000 / 8,
}
SLOWER: Final = 6
# Later of: the page is read whole, and its first words or pictures stand there.
USABLE: Final = """() => Math.max(
  performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd,
  ...performance.getEntriesByName('first-contentful-paint').map(one => one.startTime))"""


class Visit(NamedTuple):
    """Bytes over the wire, of a page and all that belongs to it; ms until it could be used."""

    size: int
    usable_ms: float


def slowed(page: Page) -> CDPSession:
    """The page on a slow telephone, as long as this is kept."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", NETWORK)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return wire


def visit(page: Page, address: str) -> Visit:
    """Open it and wait until nothing more comes."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[int] = []

    def ended(told: dict[str, Any]) -> None:
        sizes.append(int(told["encodedDataLength"]))

    wire.on("Network.loadingFinished", ended)
    page.goto(address, wait_until="networkidle")
    usable = page.evaluate(USABLE)
    wire.detach()
    return Visit(sum(sizes), usable)
