"""The divisions of China and the towns of Linyi, found by code, by name, or inside an address."""

from collections.abc import Iterable, Iterator, Mapping

from registry.divisions import Division, Town, distance_km
from registry.errors import UnknownName, near_values
from registry.place_names import (
    NOT_A_PLACE_BEFORE,
    SEPARATORS,
    Found,
    PlaceName,
    PlaceNames,
    Standing,
    full_standing,
    short_standing,
    widest,
)

__all__ = ["Division", "Gazetteer", "Town", "distance_km"]
LONGEST_CHAIN = 60  # characters of names one inside the other; the longest known has 25


class Gazetteer:
    """All divisions, towns of the home prefecture, and aliases.

    aliases: name or retired code -> code. `3713/高新区` holds only inside 3713; an empty code says
    that the short name alone, in running text, is not a place (东方). Raises UnknownName where an
    alias points to no division.
    """

    def __init__(
        self,
        divisions: Iterable[Division],
        towns: Iterable[Town] = (),
        aliases: Mapping[str, str] | None = None,
    ) -> None:
        self._by_code = {each.code: each for each in divisions}
        self.towns = tuple(towns)
        self._towns: dict[str | None, list[tuple[Town, str]]] = {None: []}
        for each in self.towns:
            for area in (None, each.county):
                self._towns.setdefault(area, []).append((each, each.short_name))
        self._with_towns = {each.county[:4] for each in self.towns}
        aliases = aliases or {}
        self._retired = {alias: code for alias, code in aliases.items() if alias.isdigit()}
        for code in aliases.values():
            if code and code not in self._by_code:
                raise UnknownName("地区代码", code, near_values(code, self._by_code))
        self._names = PlaceNames(self._all_names(aliases))

    def _all_names(self, aliases: Mapping[str, str]) -> Iterator[tuple[str, PlaceName]]:
        for each in self._by_code.values():
            yield each.name, PlaceName(each, full_standing(each))
        for alias, code in aliases.items():
            inside, _, name = alias.rpartition("/")
            if code and not alias.isdigit():
                yield name, PlaceName(self._by_code[code], Standing.ALONE, inside)
        for each in self._by_code.values():
            never_alone = aliases.get(each.short_name) == ""
            yield each.short_name, PlaceName(each, short_standing(each, never_alone))

    def __iter__(self) -> Iterator[Division]:
        return iter(self._by_code.values())

    def get(self, code: str) -> Division | None:
        """The division of a six-digit code, or of a retired one; None where there is none."""
        return self._by_code.get(self._retired.get(code, code))

    def find(self, text: str, within: str = "") -> Division:
        """The division that the whole text names: 兰山, 临沂市兰山区, 济南历下区, 371302.

        within: code prefix preferred where several bear the name. Raises UnknownName with the near
        names; where several fit, with their full names.
        """
        wanted, fits = self._fitting(text, within)
        if len(fits) == 1:
            return fits[0]
        known = [each.full_name for each in fits]
        raise UnknownName("地区", text.strip(), known or self._near(wanted))

    def whole(self, text: str) -> Division | None:
        """The division that the whole text names; None where it names none, or several."""
        _, fits = self._fitting(text, "")
        return fits[0] if len(fits) == 1 else None

    def _fitting(self, text: str, within: str) -> tuple[str, list[Division]]:
        """What the text names without its separators, and the divisions it may mean."""
        wanted = "".join(char for char in text if char not in SEPARATORS)
        if found := self.get(wanted[:6] if wanted.isascii() else wanted):
            return wanted, [found]
        fits = self._whole(wanted, within) if len(wanted) <= LONGEST_CHAIN else []
        fits = [each for each in fits if each.code.startswith(within)] or fits
        return wanted, fits if len(widest(fits)) > 1 else widest(fits)

    def _near(self, wanted: str) -> tuple[str, ...]:
        """Full names of the divisions whose own names look like what was asked."""
        meanings = self._names.meanings
        names = near_values(wanted, meanings) or near_values(wanted[-3:], meanings)
        found = (each.division.full_name for name in names for each in meanings[name])
        return tuple(dict.fromkeys(found))[:5]

    def _whole(self, wanted: str, within: str) -> list[Division]:
        """Every most specific division that `wanted`, read as a chain of names, may mean."""
        for start in range(len(wanted)):
            fits = [
                each.division
                for each in self._names.meanings.get(wanted[start:], ())
                if (within or each.division.prefix).startswith(each.inside)
                and self._leads_to(wanted[:start], each.division.prefix)
            ]
            if fits:
                return fits
        return []

    def _leads_to(self, before: str, prefix: str) -> bool:
        """Whether the names in `before` are, one inside the other, above the place of `prefix`."""
        return not before or any(
            self._leads_to(before[:start], each.division.prefix)
            for start in range(len(before))
            for each in self._names.meanings.get(before[start:], ())
            if prefix.startswith(each.division.prefix) and prefix != each.division.prefix
        )

    def read(self, text: str, within: str = "") -> Found:
        """The most specific division named in running text such as an address, with its span.

        within: code prefix of what is known already. The first place named, or `within`, decides;
        later names count only inside it. 临沂路 or 北京银行 is no place: Found(None, 0, 0).
        """
        return self._names.read(text, within)

    def has_towns(self, code: str) -> bool:
        """Whether towns are known in the city of a division's code."""
        return code[:4] in self._with_towns

    def town(self, text: str, county: str | None) -> Town | None:
        """The town named in the text: in the county given, or, without one, if only one fits.

        The full name wins over the short (义堂镇 over 义堂). A short name counts where it is the
        whole text; in a known county also inside it, but not before a street (义堂路), nor where
        the county bears it too (兰山街道 of 兰山区).
        """
        towns = self._towns.get(county, [])
        full = [each for each, _ in towns if each.name in text]
        bare = text.strip(SEPARATORS)
        full = full or [each for each, short_name in towns if short_name == bare]
        if full or county is None:
            longest = [each for each in full if len(each.name) == max(len(t.name) for t in full)]
            return longest[0] if len(longest) == 1 else None
        above = self.get(county)
        short = [
            each
            for each, short_name in towns
            if _stands_in(short_name, text) and not (above and short_name == above.short_name)
        ]
        return max(short, key=lambda town: len(town.name), default=None)


def _stands_in(name: str, text: str) -> bool:
    """Whether a short name stands in the text other than as part of a street's name."""
    at = text.find(name)
    return at >= 0 and not NOT_A_PLACE_BEFORE.match(text, at + len(name))
