"""Policy values: every dated number of data/policy, a bureau's own beside them, and the lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from api.policy_number import PolicyFileBroken, load_parameter, parameter_of, read_mapping
from registry.errors import LinggangError, UnknownName, near_values
from registry.jobs.minimum_wage import Floors
from registry.parameters import Parameter

__all__ = ["Policy", "PolicyFileBroken", "PolicyUnknown", "load_parameter", "load_policy"]

# A bureau may have these of its own too; they are read elsewhere.
OWN_TABLES: Final = ("working_days", "legal_bases")
# A file that has either of these is a dated number; the others are lists of their own shape.
NUMBER_SIGNS: Final = ("unit", "values")
NEEDED: Final = ("minimum_hourly_wage", "minimum_monthly_wage")


class PolicyUnknown(LinggangError):
    """A number that is needed and that nobody has written down for an area and a day."""

    code = "policy_unknown"


@dataclass(frozen=True, slots=True)
class Policy:
    """Every policy value the service uses; numbers: dated ones by name."""

    minimum_hourly_wage: Parameter
    minimum_monthly_wage: Parameter
    minor_banned_codes: tuple[str, ...]
    minor_banned_words: tuple[str, ...]
    numbers: Mapping[str, Parameter] = field(default_factory=dict)

    def number(self, name: str) -> Parameter:
        """A dated number by its name; UnknownName lists names near it."""
        return _named(self.numbers, name)

    def required(self, name: str, day: date, area: str = "") -> float:
        """The value of a dated number; area: a division code, "" for what holds everywhere.

        PolicyUnknown, naming the file to write it into, where nobody has written it down.
        """
        found = self.number(name).on(day, area)
        if found is None or found.value is None:
            raise PolicyUnknown(
                f"{area or '各地'} 在 {day} 没有 {name} 的取值：请写入本单位的 policy/{name}.yaml"
                f"{'' if area else '（area 写 “*”）'}。"
            )
        return found.value

    def wage_floors(self, day: date) -> Floors:
        """The minimum wages that pay is held to on a day."""
        return Floors(day, self.minimum_hourly_wage, self.minimum_monthly_wage)


def load_policy(folder: Path, own: Path | None = None) -> Policy:
    """The policy values of a folder; PolicyFileBroken names the file at fault.

    own: a bureau's folder of numbers that go before the shipped ones of the same name; it need not
    be there.
    """
    banned = read_mapping(folder / "minor_banned_work.yaml")
    numbers = load_numbers(folder)
    for path in sorted(own.glob("*.yaml")) if own is not None else ():
        if path.stem not in OWN_TABLES:
            numbers[path.stem] = _overridden(numbers, path)
    for name in NEEDED:
        if name not in numbers:
            raise PolicyFileBroken(f"{folder} 里没有 {name}.yaml，请从安装包补回。")
    return Policy(
        minimum_hourly_wage=numbers["minimum_hourly_wage"],
        minimum_monthly_wage=numbers["minimum_monthly_wage"],
        minor_banned_codes=tuple(banned["occupation_codes"]),
        minor_banned_words=tuple(banned["words"]),
        numbers=numbers,
    )


def load_numbers(folder: Path) -> dict[str, Parameter]:
    """Every dated number of a folder by its name, which is its file's."""
    found = {path: read_mapping(path) for path in sorted(folder.glob("*.yaml"))}
    return {
        path.stem: parameter_of(data, path)
        for path, data in found.items()
        if any(sign in data for sign in NUMBER_SIGNS)
    }


def _overridden(numbers: Mapping[str, Parameter], path: Path) -> Parameter:
    shipped, own = _named(numbers, path.stem), load_parameter(path)
    if not all(value.author for value in own.values):
        raise PolicyFileBroken(f"{path.name}：缺少 author；本单位自定的取值须写明由谁填写。")
    if own.unit != shipped.unit:
        raise PolicyFileBroken(
            f"{path.name}：单位 {own.unit} 与基础数据的 {shipped.unit} 不同，请换算后再写。"
        )
    return shipped.overridden_by(own.values, own.last_checked)


def _named(numbers: Mapping[str, Parameter], name: str) -> Parameter:
    if name not in numbers:
        raise UnknownName("政策参数", name, near_values(name, numbers))
    return numbers[name]
