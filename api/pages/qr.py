"""An address as a QR code that stands in the page itself."""

import segno
from markupsafe import Markup

SIDE_PX = 5  # of one module, before the page scales it


def qr_svg(address: str, label: str) -> Markup:
    """An SVG of class qr; label: what it says to who does not see it."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        scale=SIDE_PX, svgclass="qr", lineclass=None, omitsize=True, title=label
    )
    return Markup(drawn)  # noqa: S704  # made of squares; the title is escaped by its maker
