"""One condition of a policy: whether it holds, of which value, by which clause; rows and groups."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from registry.entitlements.basis import Basis
from registry.entitlements.facts import Facts, Told
from registry.parameters import Parameter
from registry.trace import NumberUsed, number_used


class Holds(StrEnum):
    """Whether a condition holds; UNKNOWN is neither."""

    YES = "YES"
    NO = "NO"
    UNKNOWN = "UNKNOWN"


HOLDS_NAMES: Final = {Holds.YES: "符合", Holds.NO: "不符合", Holds.UNKNOWN: "还不知道"}


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom, by which numbers and on which day; numbers: policy numbers by name."""

    facts: Facts
    numbers: Mapping[str, Parameter]
    as_of: date

    def number(self, name: str, day: date | None = None) -> NumberUsed:
        """A policy number for her county on a day, else on the day asked."""
        when = self.as_of if day is None else day
        known = self.numbers.get(name)
        if known is None:
            return NumberUsed(name, "", self.facts.county, when, None)
        return number_used(known, when, self.facts.county)


class Seen(NamedTuple):
    """What was found. code: UPPER_SNAKE_CASE where it did not simply hold. value, threshold: in
    Chinese. missing: names of `QUESTIONS`, or of policy numbers. opens: what would change it.
    """

    holds: Holds
    detail: str
    code: str = ""
    value: str = ""
    threshold: str = ""
    told: Told[object] | None = None
    missing: tuple[str, ...] = ()
    numbers: tuple[NumberUsed, ...] = ()
    opens: str = ""


Look = Callable[[Subject], Seen]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a policy's table of conditions."""

    rule: str
    name: str
    basis: Basis
    look: Look
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A row as it was looked at. parts: what it rests on."""

    rule: str
    name: str
    basis: Basis
    seen: Seen
    parts: tuple["Condition", ...] = ()

    @property
    def holds(self) -> Holds:
        """Whether it holds."""
        return self.seen.holds

    def walk(self) -> Iterator["Condition"]:
        """This one and all that it rests on."""
        yield self
        for part in self.parts:
            yield from part.walk()


def looked(row: Row, subject: Subject) -> Condition:
    """A row looked at for somebody; what would change it is said only where it does not hold."""
    seen = row.look(subject)
    opens = seen.opens or (row.opens if seen.holds is not Holds.YES else "")
    return Condition(row.rule, row.name, row.basis, seen._replace(opens=opens))


def all_hold(each: Iterable[Holds]) -> Holds:
    """NO where one is NO, else UNKNOWN where one is unknown."""
    found = set(each)
    if Holds.NO in found:
        return Holds.NO
    return Holds.UNKNOWN if Holds.UNKNOWN in found else Holds.YES


def any_holds(each: Iterable[Holds]) -> Holds:
    """YES where one is YES, else UNKNOWN where one is unknown."""
    found = set(each)
    if Holds.YES in found:
        return Holds.YES
    return Holds.UNKNOWN if Holds.UNKNOWN in found else Holds.NO


def any_of(
    rule: str, name: str, basis: Basis, parts: Sequence[Condition], code: str, opens: str = ""
) -> Condition:
    """One of several is enough; code: why not, where none is. opens: where none is."""
    holds = any_holds(each.holds for each in parts)
    detail = {
        Holds.YES: f"属于：{_names(parts, Holds.YES)}。",
        Holds.NO: f"都不属于：{_names(parts, Holds.NO)}。",
        Holds.UNKNOWN: "还不知道属于不属于。",
    }
    return _joined(
        Condition(rule, name, basis, Seen(holds, detail[holds], code, opens=opens)), parts
    )


def all_of(
    rule: str, name: str, basis: Basis, parts: Sequence[Condition], code: str, opens: str = ""
) -> Condition:
    """All of several are needed."""
    holds = all_hold(each.holds for each in parts)
    detail = {
        Holds.YES: "各项都符合。",
        Holds.NO: f"不符合：{_names(parts, Holds.NO)}。",
        Holds.UNKNOWN: f"还不知道：{_names(parts, Holds.UNKNOWN)}。",
    }
    return _joined(
        Condition(rule, name, basis, Seen(holds, detail[holds], code, opens=opens)), parts
    )


def _names(parts: Sequence[Condition], holds: Holds) -> str:
    return "、".join(each.name for each in parts if each.holds is holds)


def _joined(one: Condition, parts: Sequence[Condition]) -> Condition:
    """With what it rests on; where it holds nothing is said against it."""
    lacking = (name for each in parts if each.holds is Holds.UNKNOWN for name in each.seen.missing)
    seen = one.seen
    if seen.holds is Holds.YES:
        seen = seen._replace(code="", opens="")
    elif seen.holds is Holds.UNKNOWN:
        seen = seen._replace(missing=tuple(dict.fromkeys(lacking)))
    return replace(one, seen=seen, parts=tuple(parts))


def judged(
    holds: bool,
    detail: str,
    code: str,
    value: str = "",
    threshold: str = "",
    told: Told[object] | None = None,
    *numbers: NumberUsed,
) -> Seen:
    """A plain yes or no. code: why not; it is left out where it holds."""
    found = Holds.YES if holds else Holds.NO
    return Seen(found, detail, "" if holds else code, value, threshold, told, numbers=numbers)


def unknown(fact: str, detail: str = "", code: str = "") -> Seen:
    """Nobody has told a fact."""
    return Seen(Holds.UNKNOWN, detail or "还没有填写或核查。", code or "NOT_TOLD", missing=(fact,))


def no_number(used: NumberUsed, detail: str) -> Seen:
    """A policy number that a condition needs is not known."""
    return Seen(Holds.UNKNOWN, detail, "NUMBER_UNKNOWN", missing=(used.name,), numbers=(used,))
