"""A register's JSON into an answer, strictly: OK, not readable, or contradicting itself."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Final, NoReturn, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from api.feeds.strict import fault_of
from api.registers.contradictions import contradiction_in
from api.registers.facts import SHAPES, fact_at_fault
from registry.registration.register_answer import Answer, AnswerStatus, Entry, Source

DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EARLIEST: Final = date(1900, 1, 1)
MOST_ENTRIES: Final = 1_000
FAULTS: Final = {
    "extra_forbidden": "协议里没有这一项",
    "string_pattern_mismatch": "写法不对",
}
# Only these stand in a fault: a key that we do not know may hold anything, a number too.
NAMES: Final = frozenset(
    ("source", "version", "covered_from", "entries", "kind", "since", "until", "facts", *SHAPES)
)


class Unreadable(Exception):
    """A part of an answer that does not follow the protocol; path: where, as far as we know it."""

    def __init__(self, path: Sequence[int | str], words: str) -> None:
        self.path = [part for part in path if isinstance(part, int) or part in NAMES]
        self.words = words
        where = "".join(
            f"第 {part + 1} 条 " if isinstance(part, int) else f"{part} " for part in self.path
        )
        super().__init__(f"{where.strip()}：{words}" if where else words)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Whose answer it is, to a question about which day, and when it was asked."""

    source: Source
    as_of: date
    asked_at: datetime

    def unusable(
        self, status: AnswerStatus, fault: str, answered_at: datetime | None = None
    ) -> Answer:
        """An answer that says only why there is none."""
        return Answer(self.source, status, self.asked_at, answered_at, fault=fault)


def _day(value: object) -> date:
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise PydanticCustomError("date", "no day")
    try:
        day = date.fromisoformat(value)
    except ValueError as fault:
        raise PydanticCustomError("date", "no day") from fault
    if day < EARLIEST:
        raise PydanticCustomError("date", "no day")
    return day


Day = Annotated[date, BeforeValidator(_day)]
Name = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
# No control characters and no halves of characters, which a store could not keep.
Value = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]{1,200}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


_Model = TypeVar("_Model", bound=_Strict)


class _Record(_Strict):
    kind: Name
    since: Day | None
    until: Day | None
    facts: dict[Name, Value]


class _Said(_Strict):
    source: str
    version: Value
    covered_from: Day
    entries: Annotated[list[Any], Field(max_length=MOST_ENTRIES)]


def read_answer(raw: bytes, receipt: Receipt, answered_at: datetime) -> Answer:
    """The answer that a register's bytes are."""
    try:
        said = _checked(_Said, _json(raw), ())
        if said.source != receipt.source:
            raise Unreadable(["source"], "不是所问的登记")
        entries = tuple(
            entry_of(record, receipt.source, ("entries", place))
            for place, record in enumerate(said.entries)
        )
    except Unreadable as fault:
        return receipt.unusable(AnswerStatus.MALFORMED, str(fault), answered_at)
    return answer_of(entries, said.version, said.covered_from, receipt, answered_at)


def answer_of(
    entries: tuple[Entry, ...],
    version: str,
    covered_from: date,
    receipt: Receipt,
    answered_at: datetime,
) -> Answer:
    """The answer with these records: OK, or CONFLICT where they cannot all be true."""
    if covered_from > receipt.as_of:
        fault = Unreadable(["covered_from"], "在查询日之后")
        return receipt.unusable(AnswerStatus.MALFORMED, str(fault), answered_at)
    conflict = contradiction_in(entries, receipt.as_of)
    return Answer(
        receipt.source,
        AnswerStatus.CONFLICT if conflict else AnswerStatus.OK,
        receipt.asked_at,
        answered_at,
        version,
        covered_from,
        () if conflict else entries,
        conflict,
    )


def entry_of(data: Any, source: Source, path: Sequence[int | str] = ()) -> Entry:
    """One record; Unreadable names the place at fault. path: where the record stands."""
    record = _checked(_Record, data, path)
    if fault := fact_at_fault(source, record.kind, record.facts):
        name, words = fault
        raise Unreadable([*path, "facts", name], words)
    return Entry(record.kind, record.since, record.until, record.facts)


def _checked(model: type[_Model], data: Any, path: Sequence[int | str]) -> _Model:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        kind, loc = fault["type"], fault["loc"]
    words = FAULTS.get(kind) or fault_of(kind, loc)[2].rstrip("。")
    raise Unreadable([*path, *loc], words)


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode(), object_pairs_hook=_object, parse_constant=_no_number)
    except (ValueError, RecursionError) as fault:
        raise Unreadable([], "不是合法的 JSON") from fault


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key that stands twice says two things, of which none is to be believed."""
    data = dict(pairs)
    if len(data) < len(pairs):
        raise ValueError("a key stands twice")
    return data


def _no_number(_: str) -> NoReturn:
    raise ValueError("not a number")
