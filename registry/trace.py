"""How an answer came about: a tree of rules, each with clause, inputs, numbers and verdict."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from registry.parameters import DatedValue, Parameter

VERSION: Final = 1  # of the JSON; one more where a key is taken away or means something else
INDENT: Final = "  "
NumberTold = Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Input:
    """A fact that a rule looked at. name and value in Chinese; source: who says so, "" for none."""

    name: str
    value: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class NumberUsed:
    """A policy number that a rule asked for. dated: its version; None where none is written."""

    name: str
    unit: str
    area: str
    day: date
    dated: DatedValue | None

    @property
    def value(self) -> float | None:
        """What it was on the day; None: not known."""
        return self.dated.value if self.dated is not None else None


@dataclass(frozen=True, slots=True)
class Trace:
    """One rule as it was applied. verdict: its code, for programs; said: the same in Chinese.

    code: UPPER_SNAKE_CASE, why it did not simply hold; "" where it did. detail: one sentence in
    Chinese. children: the rules that it rests on, in the order in which they were looked at.
    """

    rule: str
    name: str
    clause: str
    verdict: str
    said: str
    detail: str = ""
    code: str = ""
    inputs: tuple[Input, ...] = ()
    numbers: tuple[NumberUsed, ...] = ()
    children: tuple["Trace", ...] = ()

    def walk(self) -> Iterator["Trace"]:
        """This rule and all below it, each before what it rests on."""
        yield self
        for child in self.children:
            yield from child.walk()


def number_used(number: Parameter, day: date, area: str) -> NumberUsed:
    """A policy number as a rule asks for it."""
    return NumberUsed(number.name, number.unit, area, day, number.on(day, area))


def trace_json(trace: Trace) -> dict[str, Any]:
    """A tree for programs; `version` stands at the top alone. Keys may come, none may go."""
    return {"version": VERSION, **_node(trace)}


def number_line(used: Mapping[str, Any]) -> str:
    """A policy number of a tree by its code: what it was, from when on, where it is from."""
    where = f"{used['name']}（{used['area'] or '各地'}，{used['day']}）"
    if used["start"] is None:
        return f"{where}：没有写明"
    value = "未查到" if used["value"] is None else f"{used['value']:g} {used['unit']}"
    until = f" 至 {used['end']}" if used["end"] else " 起"
    author = f"，{used['author']} 填写" if used["author"] else ""
    return f"{where}：{value}，{used['start']}{until}，来源 {used['source']}{author}"


def trace_text(trace: Trace, number: NumberTold = number_line) -> str:
    """A tree for people: a line a rule, what it looked at below it, what it rests on indented.

    number: how a policy number is told.
    """
    return text_of(trace_json(trace), number)


def text_of(tree: Mapping[str, Any], number: NumberTold = number_line) -> str:
    """The same text of a tree as trace_json made it, also one that was kept."""
    return "\n".join(_lines(tree, 0, number))


def _node(trace: Trace) -> dict[str, Any]:
    return {
        "rule": trace.rule,
        "name": trace.name,
        "clause": trace.clause,
        "verdict": trace.verdict,
        "said": trace.said,
        "code": trace.code,
        "detail": trace.detail,
        "inputs": [
            {"name": each.name, "value": each.value, "source": each.source} for each in trace.inputs
        ],
        "numbers": [_number(each) for each in trace.numbers],
        "children": [_node(each) for each in trace.children],
    }


def _number(used: NumberUsed) -> dict[str, Any]:
    dated = used.dated
    return {
        "name": used.name,
        "unit": used.unit,
        "area": used.area,
        "day": used.day.isoformat(),
        "value": used.value,
        "start": dated.start.isoformat() if dated else None,
        "end": dated.end.isoformat() if dated and dated.end else None,
        "source": dated.source if dated else "",
        "author": dated.author if dated else "",
        "assumed": dated.assumed if dated else False,
        "inferred": dated.inferred if dated else False,
    }


def _lines(node: Mapping[str, Any], depth: int, number: NumberTold) -> Iterator[str]:
    margin, below = INDENT * depth, INDENT * (depth + 1)
    code = f" {node['code']}" if node["code"] else ""
    clause = f"（{node['clause']}）" if node["clause"] else ""
    yield f"{margin}[{node['said']}{code}] {node['rule']} {node['name']}{clause}"
    if node["detail"]:
        yield f"{below}{node['detail']}"
    for each in node["inputs"]:
        source = f"（{each['source']}）" if each["source"] else ""
        yield f"{below}· {each['name']}：{each['value']}{source}"
    for used in node["numbers"]:
        yield f"{below}· {number(used)}"
    for child in node["children"]:
        yield from _lines(child, depth + 1, number)
