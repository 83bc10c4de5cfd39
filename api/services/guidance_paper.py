"""A guidance session as two pages of A4 at most: the plan first, letters to tear off last."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final, NamedTuple
from unicodedata import category

from api.services.guidance_words import STEPS, Done, Line, day_words, done
from registry.guidance.record import Session
from registry.guidance.session import Event

# What stands on paper, in its order: the plan is what she takes home.
ORDER: Final = (
    Event.PLAN,
    Event.RECOMMEND,
    Event.FOLLOW_UP,
    Event.WISHES,
    Event.NEEDS,
    Event.TEST,
    Event.INFORM,
    Event.CLOSE,
)
FOOT: Final = "登录后在“我的”→“全部资料”里可以下载或删除这份记录；不同意的可以随时说。"
LAST_FOLLOW_UPS: Final = 3
# Two pages hold so many lines; of the head and the signatures, of a heading, of a letter.
LINES: Final = 88
LARGE_LINES: Final = 60  # so many fit in large letters
OWN_LINES: Final = 9
HEADING_LINES: Final = 2
SLIP_LINES: Final = 7
# So many Chinese characters a line holds: beside a name, alone, and of a name.
BESIDE: Final = 36
ALONE: Final = 44
OF_NAME: Final = 8
# Each text is cut to the first of these by which all of it fits.
CUTS: Final = (1500, 300, 200, 120, 80, 50, 30, 18)
CUT_MARK: Final = "……"
ON_A_SLIP: Final = 40
# Of characters, the general categories that no font of an office has letters for.
UNPRINTED: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
LAST_OF_PLANE: Final = 0xFFFF


class Section(NamedTuple):
    """A part of the sheet. when: on which day and by whom it was written down."""

    name: str
    when: str
    lines: tuple[Line, ...]


class Slip(NamedTuple):
    """A letter to tear off. by: until when, in words."""

    number: str
    to: str
    title: str
    employer: str
    by: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The sheet. is_cut: its record says more. is_large: there is room for large letters."""

    title: str
    head: str
    office: str
    sections: tuple[Section, ...]
    slips: tuple[Slip, ...]
    foot: str
    is_cut: bool
    is_large: bool


def paper_of(session: Session, names: Mapping[str, str], office: str, today: date) -> Paper:
    """The sheet of a session. names: of accounts. office: what the bureau is called."""
    sections = tuple(_sections(session, names))
    slips = _slips(session)
    cut = next((each for each in CUTS if lines_of(_cut(sections, each), slips) <= LINES), CUTS[-1])
    opened = session.reception.entered.on
    kept = _cut(sections, cut)
    return Paper(
        title="职业指导方案" if session.plan else "职业指导记录",
        head=f"编号 {session.worker} · {opened} 接待，本人同意 · {today} 打印 · {office}",
        office=office,
        sections=kept,
        slips=slips,
        foot=FOOT,
        is_cut=kept != sections,
        is_large=lines_of(kept, slips) <= LARGE_LINES,
    )


def lines_of(sections: Sequence[Section], slips: Sequence[Slip]) -> int:
    """How many lines a sheet takes, at most."""
    own = OWN_LINES + SLIP_LINES * len(slips) + HEADING_LINES * len(sections)
    return own + sum(_height(line) for section in sections for line in section.lines)


def _height(line: Line) -> int:
    wide = BESIDE if line.name else ALONE
    rows = sum(max(1, ceil(_width(part) / wide)) for part in line.words.split("\n"))
    return max(rows, ceil(_width(line.name) / OF_NAME))


def _width(text: str) -> float:
    """In Chinese characters; what is no Chinese is hardly more than half as wide."""
    return sum(0.6 if each.isascii() else 1.0 for each in text)


def _cut(sections: Iterable[Section], longest: int) -> tuple[Section, ...]:
    return tuple(
        each._replace(lines=tuple(_shortened(line, longest) for line in each.lines))
        for each in sections
    )


def _shortened(line: Line, longest: int) -> Line:
    return line._replace(words=_short(line.words, longest))


def _short(words: str, longest: int) -> str:
    if len(words) <= longest:
        return words
    return words[: longest - len(CUT_MARK)].replace("\n", " ") + CUT_MARK


def _legible(line: Line) -> Line:
    """Without what is no letter: control characters, pictures of faces."""
    kept = (each for each in line.words if each == "\n" or _is_letter(each))
    return line._replace(words="".join(kept))


def _is_letter(character: str) -> bool:
    kind = category(character)
    is_picture = kind == "So" and ord(character) > LAST_OF_PLANE
    return kind not in UNPRINTED and not is_picture


def _sections(session: Session, names: Mapping[str, str]) -> Iterator[Section]:
    parts, titles = done(session), dict(STEPS)
    for event in ORDER:
        taken = parts[event][-LAST_FOLLOW_UPS:]
        lines = tuple(_legible(line) for each in taken for line in each.lines)
        if event is Event.FOLLOW_UP and session.due:
            days = "、".join(day_words(day) for day in session.due)
            lines = (Line("约定的回访", days), *lines)
        if lines:
            name = titles[event].partition("、")[2]
            yield Section(name, _when(taken, names), lines)


def _when(taken: Sequence[Done], names: Mapping[str, str]) -> str:
    if not taken:
        return ""
    entered = taken[-1].entered
    return f"{entered.on} {names.get(entered.by, '')}".strip()


def _slips(session: Session) -> tuple[Slip, ...]:
    """The letters, as long as she may still go with them."""
    if session.letters is None or session.follow_ups:
        return ()
    return tuple(
        Slip(
            each.number,
            _on_slip(each.to),
            _on_slip(each.title),
            _on_slip(each.employer),
            day_words(each.by),
        )
        for each in session.letters.letters
    )


def _on_slip(words: str) -> str:
    return _short(_legible(Line("", words)).words.replace("\n", " "), ON_A_SLIP)
