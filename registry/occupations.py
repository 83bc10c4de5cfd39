"""The occupations of the national classification, by code, name and everyday name."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from registry.errors import UnknownName, near_values

# How near two occupations are, in [0, 1], by what their codes share.
SAME: Final = 1.0
SAME_MINOR: Final = 0.8
SAME_MIDDLE: Final = 0.5
# Skilled production work of the same major class: metal, wood, building and the like.
SAME_TRADE: Final = 0.2
TRADES: Final = (frozenset({"6-18", "6-19", "6-20", "6-21", "6-22"}), frozenset({"6-24", "6-25"}))
UNSORTED: Final = "8-00-00-00"
# How official names end, and what people say instead: 给水排水工程技术人员 is a 给水排水工程师.
SPOKEN_ENDINGS: Final = (("工程技术人员", "工程师"), ("专业人员", "专员"), ("医师", "医生"))


@dataclass(frozen=True, slots=True)
class Occupation:
    """One occupation: code such as `4-10-08-01`, official name, the work types listed under it."""

    code: str
    name: str
    work_types: tuple[str, ...] = ()


class Refinement(NamedTuple):
    """A word that tells which occupation a general name means: 普工 beside 电池 makes batteries.

    anywhere: the word counts in a posting's text too, not only in its title.
    """

    code: str
    word: str
    to: str
    anywhere: bool = True


def minor_class(code: str) -> str:
    """First three numbers of a code, `4-10-08`."""
    return code[:7]


def middle_class(code: str) -> str:
    """First two numbers of a code, `4-10`."""
    return code[:4]


def folded(text: str) -> str:
    """The text as names are compared: no spaces, Latin letters in lower case."""
    return "".join(text.split()).lower()


class Occupations:
    """The classification with everyday names.

    aliases: everyday name -> code, every code known. neighbours: pairs of codes, or of minor or
    middle classes, that share workers although the tree parts them. refinements: see Refinement.
    class_names: of minor and major classes, by their codes.
    Raises UnknownName where an alias, a neighbour or a refinement points to no occupation.
    """

    def __init__(
        self,
        occupations: Iterable[Occupation],
        aliases: Mapping[str, str],
        neighbours: Iterable[tuple[str, str]] = (),
        refinements: Iterable[Refinement] = (),
        class_names: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.class_names = class_names
        self._by_code = {each.code: each for each in occupations}
        self.aliases: Mapping[str, str] = MappingProxyType(dict(aliases))
        self.refinements = tuple(refinements)
        self._neighbours: dict[str, set[str]] = {}
        for one, other in neighbours:
            self._neighbours.setdefault(one, set()).add(other)
            self._neighbours.setdefault(other, set()).add(one)
        self._near: dict[str, dict[str, float]] = {}
        self._check()
        self.names: Mapping[str, str] = MappingProxyType(self._all_names())

    def _check(self) -> None:
        classes = {code[:length] for code in self._by_code for length in (4, 7, 10)}
        pointed = [*self.aliases.values(), *(each.to for each in self.refinements)]
        pointed += [each.code for each in self.refinements]
        for code in pointed:
            if code not in self._by_code:
                raise UnknownName("职业代码", code, near_values(code, self._by_code))
        for code in self._neighbours.keys() - classes:
            raise UnknownName("职业代码", code, near_values(code, classes))

    def _all_names(self) -> dict[str, str]:
        """Each name, folded, -> code; official names win over aliases, those over endings."""
        names = dict(self._spoken())
        names |= {folded(alias): code for alias, code in self.aliases.items()}
        for each in self._by_code.values():
            names.update(dict.fromkeys(map(folded, each.work_types), each.code))
        return names | {folded(each.name): each.code for each in self._by_code.values()}

    def _spoken(self) -> Iterator[tuple[str, str]]:
        """Official names with the endings that people say, and their codes."""
        for each in self._by_code.values():
            for official, spoken in SPOKEN_ENDINGS:
                if each.name.endswith(official):
                    yield folded(each.name.removesuffix(official) + spoken), each.code

    def __iter__(self) -> Iterator[Occupation]:
        return iter(self._by_code.values())

    @property
    def codes(self) -> Collection[str]:
        """Codes of all occupations, in the order given."""
        return self._by_code.keys()

    def get(self, code: str) -> Occupation | None:
        """The occupation of a full code, None where there is none."""
        return self._by_code.get(code)

    def find(self, text: str) -> Occupation:
        """By code, official name, work type or alias; UnknownName with near names otherwise."""
        wanted = folded(text)
        code = wanted if wanted in self._by_code else self.names.get(wanted)
        if code is None:
            raise UnknownName("工种", text.strip(), near_values(wanted, self.names))
        return self._by_code[code]

    def relatedness(self, a: str, b: str) -> float:
        """How near two codes are in [0, 1], the same either way round; 0 where nothing is shared.

        Codes that no table holds are compared by their numbers alike.
        """
        near = self.near(a)
        return max(near.get(b, 0.0), near.get(minor_class(b), 0.0), near.get(middle_class(b), 0.0))

    def near(self, code: str) -> Mapping[str, float]:
        """Codes, minor and middle classes related to a code, each with how near it is."""
        if code not in self._near:
            self._near[code] = self._classes_near(code)
        return self._near[code]

    def _classes_near(self, code: str) -> dict[str, float]:
        own = (code, minor_class(code), middle_class(code))
        near = {each: SAME_TRADE for trade in TRADES if own[2] in trade for each in trade}
        near[own[2]] = SAME_MIDDLE
        near[own[1]] = SAME_MINOR
        neighbours = (other for each in own for other in self._neighbours.get(each, ()))
        near.update(dict.fromkeys(neighbours, SAME_MINOR))
        return near | {code: SAME}
