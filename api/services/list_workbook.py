"""A person's list as a workbook: text stays text, whatever a posting writes."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from api.services.lists import Item, Recommendations
from api.services.sheet_form import CellStyles, new_workbook, plain
from matcher.ranking import FITS
from registry.jobs.pay import SETTLEMENT_LABELS

SHEET: Final = "岗位清单"
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD: Final = "#DDEBE9"
# Header and width in characters.
COLUMNS: Final = (
    ("序", 5), ("岗位", 24), ("用人单位", 28), ("报酬", 18), ("结算", 8), ("时间", 30),
    ("地点", 30), ("公里", 7), ("为什么合适", 40), ("还缺什么", 40), ("下一步", 30), ("电话", 16),
    ("有效期至", 12), ("得分", 7), ("可能", 7), ("合意", 7), ("岗位编号", 22),
)  # fmt: skip


def list_workbook(found: Recommendations) -> bytes:
    """The list, then what is to be asked about first; beside each line how well each thing fits."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        _write(path, found)
        return path.read_bytes()


def _write(path: Path, found: Recommendations) -> None:
    lines = [(str(rank), item) for rank, item in enumerate(found.items, 1)]
    lines += [("问", item) for item in found.ask_first]
    header = [*(name for name, _ in COLUMNS), *(f"{name}符合" for name in FITS.values())]
    widths = [*(width for _, width in COLUMNS), *(10 for _ in FITS)]
    with new_workbook(path) as book:
        sheet, styles = book.add_worksheet(SHEET), CellStyles(book)
        head = styles.head(HEAD)
        for place, (name, width) in enumerate(zip(header, widths, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, name, head)
        sheet.freeze_panes(1, 2)
        for row, (mark, item) in enumerate(lines, 1):
            for place, cell in enumerate(_cells(mark, item)):
                if isinstance(cell, float):
                    sheet.write_number(row, place, cell)
                elif cell:
                    styles.write(sheet, row, place, plain(cell))
        last = max(len(lines), 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:ZZ{last + 1}"})
        sheet.autofilter(0, 0, last, len(header) - 1)


def _cells(mark: str, item: Item) -> list[str | float | None]:
    posting, told = item.posting, item.explanation
    settlement = posting.pay.settlement if posting.pay else None
    return [
        mark,
        posting.title,
        posting.employer,
        str(posting.pay or ""),
        SETTLEMENT_LABELS[settlement] if settlement else "",
        str(posting.hours),
        item.where,
        None if item.km is None else round(item.km, 1),
        "；".join(told.reasons),
        "；".join(told.missing),
        told.next_step,
        posting.contact,
        posting.valid_until.isoformat() if posting.valid_until else "",
        round(item.score, 3),
        round(item.chance, 3),
        round(item.value, 3),
        posting.id,
        *(None if fit is None else round(fit, 3) for fit in (item.fits.get(name) for name in FITS)),
    ]
