"""Pay that cannot be meant: 5 CNY a month, nine million a day."""

from typing import Final

from registry.jobs.pay import Pay, PayUnit

# [assumption] Least and most CNY a unit that a posting may mean; far outside of what is paid.
BOUNDS: Final = {
    PayUnit.HOUR: (3.0, 2_000.0),
    PayUnit.DAY: (20.0, 10_000.0),
    PayUnit.SHIFT: (20.0, 10_000.0),
    PayUnit.PIECE: (0.005, 50_000.0),
    PayUnit.MONTH: (100.0, 500_000.0),
    PayUnit.YEAR: (3_000.0, 6_000_000.0),
    PayUnit.COMMISSION: (0.005, 1_000_000.0),
}


def is_plausible(pay: Pay) -> bool:
    """Whether both figures lie within the bounds of their unit, ends included."""
    least, most = BOUNDS[pay.unit]
    return least <= pay.minimum and pay.maximum <= most
