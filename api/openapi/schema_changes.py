"""Two JSON schemas side by side: what is no longer taken, what is no longer given."""

from collections.abc import Iterator
from typing import Any, Final

Json = dict[str, Any]
ANYTHING: Final = "anything"
# Bounds of inputs: a smaller greatest or a greater smallest refuses what was taken before.
UPPER: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")
LOWER: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems")
FORMS: Final = ("pattern", "format")
TYPE_NAMES: Final = {str: "string", bool: "boolean", int: "integer", float: "number"}


class Schemas:
    """The schemas of two descriptions; references are followed, each pair of them once."""

    def __init__(self, old: Json, new: Json) -> None:
        self.old, self.new = old, new
        self.seen: set[tuple[str, str, str]] = set()

    def taken(self, place: str, old: Json, new: Json) -> Iterator[str]:
        """What is sent: whatever was right must still be right."""
        if self._is_seen(old, new, "taken"):
            return
        old, new = followed(old, self.old), followed(new, self.new)
        if gone := _uncovered(self._old_choices(old), self._new_choices(new)):
            yield f"{place}: no longer takes {', '.join(gone)}"
        yield from _narrowed(place, old, new)
        for name in sorted(set(new.get("required", ())) - set(old.get("required", ()))):
            yield f"{place}/{name}: is required now"
        for name, schema in old.get("properties", {}).items():
            other = new.get("properties", {}).get(name)
            if other is not None:
                yield from self.taken(f"{place}/{name}", schema, other)
            elif new.get("additionalProperties") is False:
                yield f"{place}/{name}: is not taken any more"
        for deeper, schema, other in _inside(place, old, new):
            yield from self.taken(deeper, schema, other)

    def given(self, place: str, old: Json, new: Json) -> Iterator[str]:
        """What is answered: whatever could be relied on must still be there, and nothing else."""
        if self._is_seen(old, new, "given"):
            return
        old, new = followed(old, self.old), followed(new, self.new)
        if others := _uncovered(self._new_choices(new), self._old_choices(old)):
            yield f"{place}: may now be {', '.join(others)}"
        for name, schema in old.get("properties", {}).items():
            other = new.get("properties", {}).get(name)
            if other is None:
                yield f"{place}/{name}: is gone"
                continue
            if name in old.get("required", ()) and name not in new.get("required", ()):
                yield f"{place}/{name}: may be missing now"
            yield from self.given(f"{place}/{name}", schema, other)
        for deeper, schema, other in _inside(place, old, new):
            yield from self.given(deeper, schema, other)

    def _old_choices(self, schema: Json) -> set[str]:
        return _choices(schema, self.old)

    def _new_choices(self, schema: Json) -> set[str]:
        return _choices(schema, self.new)

    def _is_seen(self, old: Json, new: Json, way: str) -> bool:
        """Whether two references were compared before, so that schemas may hold themselves."""
        if "$ref" not in old or "$ref" not in new:
            return False
        pair = (old["$ref"], new["$ref"], way)
        is_seen = pair in self.seen
        self.seen.add(pair)
        return is_seen


def followed(schema: Json, whole: Json) -> Json:
    """What a reference into a description stands for; anything else as it is."""
    while "$ref" in schema:
        found: Any = whole
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def _inside(place: str, old: Json, new: Json) -> Iterator[tuple[str, Json, Json]]:
    """Items of lists, and the alternatives that have parts of their own, in their order."""
    if "items" in old and "items" in new:
        yield f"{place}/*", old["items"], new["items"]
    before, after = ([each for each in _either(one) if _has_parts(each)] for one in (old, new))
    yield from ((place, *pair) for pair in zip(before, after, strict=False))


def _either(schema: Json) -> list[Json]:
    found: list[Json] = schema.get("anyOf") or schema.get("oneOf") or []
    return found


def _has_parts(schema: Json) -> bool:
    return bool({"$ref", "properties", "items"} & schema.keys())


def _choices(schema: Json, whole: Json) -> set[str]:
    """The types that a schema allows; where it names values, these, each behind its type."""
    schema = followed(schema, whole)
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return {f"{TYPE_NAMES.get(type(each), 'null')} {each!r}" for each in values}
    if either := _either(schema):
        return set[str]().union(*(_choices(each, whole) for each in either))
    kind = schema.get("type", ANYTHING)
    return set(kind) if isinstance(kind, list) else {kind}


def _uncovered(some: set[str], allowed: set[str]) -> list[str]:
    """Those choices that are not among the allowed ones."""
    wide = allowed | ({"integer"} if "number" in allowed else set())
    if ANYTHING in wide:
        return []
    return sorted(each for each in some if not {each, each.partition(" ")[0]} & wide)


def _narrowed(place: str, old: Json, new: Json) -> Iterator[str]:
    for word in UPPER:
        if word in new and (word not in old or new[word] < old[word]):
            yield f"{place}: {word} is {new[word]} now"
    for word in LOWER:
        least = old.get(word, 0 if word.startswith("min") and word != "minimum" else None)
        if word in new and (least is None or new[word] > least):
            yield f"{place}: {word} is {new[word]} now"
    for word in FORMS:
        if word in new and new[word] != old.get(word):
            yield f"{place}: {word} is {new[word]} now"
