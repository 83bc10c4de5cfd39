"""What the sources tell of a person's past: by source and origin, from which day to which."""

from dataclasses import dataclass
from datetime import date

from registry.registration.register_answer import Entry, Source


@dataclass(frozen=True, slots=True)
class Told:
    """What one source told at one time. origin: by which way, `register` or a file's name.

    covered_from: it knows of nothing before; None: it did not say. told_on: it knows of nothing
    after. is_conflict: what it told contradicts itself, so that there are no entries.
    """

    source: Source
    origin: str
    told_on: date
    covered_from: date | None
    entries: tuple[Entry, ...] = ()
    is_conflict: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """All that was told of a person; a source may have told by several ways."""

    told: tuple[Told, ...] = ()

    def of(self, source: Source) -> tuple[Told, ...]:
        """What a source told, the newest first."""
        found = [each for each in self.told if each.source is source]
        if len(found) > 1:
            found.sort(key=lambda each: (each.told_on, each.origin), reverse=True)
        return tuple(found)

    def newest(self, source: Source) -> Told | None:
        """What a source told last; None where it never did."""
        found = self.of(source)
        return found[0] if found else None

    def with_told(self, told: Told) -> "History":
        """With what a source told by a way, in place of what it told by the same way before.

        What is older than what is kept changes nothing.
        """
        same = (told.source, told.origin)
        kept = next((each for each in self.told if (each.source, each.origin) == same), None)
        if kept is not None and kept.told_on > told.told_on:
            return self
        others = tuple(each for each in self.told if each is not kept)
        return History((*others, told))
