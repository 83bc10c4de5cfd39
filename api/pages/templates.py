"""Templates and their filters; where the template and static files lie."""

from pathlib import Path
from typing import Final

from fastapi.templating import Jinja2Templates

from matcher.constraints import LABELS
from matcher.ranking import FITS
from registry.jobs.pay import SETTLEMENT_LABELS
from registry.jobs.week import describe, windows_of

_API: Final = Path(__file__).resolve().parents[1]
STATIC: Final = _API / "static"
templates: Final = Jinja2Templates(directory=_API / "templates")
templates.env.trim_blocks = templates.env.lstrip_blocks = True
templates.env.filters["week"] = lambda week: describe(windows_of(week))
templates.env.globals.update(
    fit_labels=FITS, rule_labels=LABELS, settlement_labels=SETTLEMENT_LABELS
)
