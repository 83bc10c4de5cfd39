"""What in a description of the interface would break who built on an earlier one.

Additions pass: an address, an operation, a field of an answer, an optional input. Whatever a
program may send or rely on must stay: addresses, operations and their names, fields of answers and
their types, choices and types of inputs; and nothing new may be asked of it.
"""

from collections.abc import Iterator
from typing import Final

from api.openapi.schema_changes import Json, Schemas, followed

METHODS: Final = frozenset({"get", "put", "post", "delete", "patch", "head", "options"})


def breaking(old: Json, new: Json) -> list[str]:
    """Every place where the new description breaks the old one, in the order of the old."""
    return list(_Comparison(old, new).paths())


class _Comparison:
    """Two descriptions side by side."""

    def __init__(self, old: Json, new: Json) -> None:
        self.old, self.new, self.schemas = old, new, Schemas(old, new)

    def paths(self) -> Iterator[str]:
        for path, old in self.old.get("paths", {}).items():
            new = self.new.get("paths", {}).get(path)
            if new is None:
                yield f"{path}: the address is gone"
                continue
            for method in sorted(METHODS & old.keys()):
                place = f"{method.upper()} {path}"
                if method not in new:
                    yield f"{place}: the operation is gone"
                else:
                    yield from self.operation(place, old[method], new[method])

    def operation(self, place: str, old: Json, new: Json) -> Iterator[str]:
        if old.get("operationId") != new.get("operationId"):
            yield f"{place}: operationId was {old.get('operationId')}"
        if not old.get("security") and new.get("security"):
            yield f"{place}: signing in is asked for"
        yield from self.parameters(place, old, new)
        yield from self.body(place, old.get("requestBody"), new.get("requestBody"))
        for status, answer in old.get("responses", {}).items():
            if status not in new.get("responses", {}):
                if status.startswith("2"):
                    yield f"{place} {status}: the answer is gone"
                continue
            yield from self.answer(f"{place} {status}", answer, new["responses"][status])

    def parameters(self, place: str, old: Json, new: Json) -> Iterator[str]:
        before = {(each["in"], each["name"]): each for each in _parameters(old, self.old)}
        for each in _parameters(new, self.new):
            where = f"{place} ?{each['name']}"
            known = before.pop((each["in"], each["name"]), None)
            if each.get("required") and not (known and known.get("required")):
                yield f"{where}: is required now"
            if known is not None:
                yield from self.schemas.taken(
                    where, known.get("schema", {}), each.get("schema", {})
                )
        for _, name in before:
            yield f"{place} ?{name}: is not taken any more"

    def body(self, place: str, old: Json | None, new: Json | None) -> Iterator[str]:
        if new is not None and new.get("required") and not (old and old.get("required")):
            yield f"{place} body: is required now"
        if old is None:
            return
        for kind, content in old.get("content", {}).items():
            other = (new or {}).get("content", {}).get(kind)
            if other is None:
                yield f"{place} body {kind}: is not taken any more"
            else:
                yield from self.schemas.taken(f"{place} body", content["schema"], other["schema"])

    def answer(self, place: str, old: Json, new: Json) -> Iterator[str]:
        old, new = followed(old, self.old), followed(new, self.new)
        for kind, content in old.get("content", {}).items():
            other = new.get("content", {}).get(kind)
            if other is None:
                yield f"{place} {kind}: is not given any more"
            else:
                yield from self.schemas.given(
                    place, content.get("schema", {}), other.get("schema", {})
                )


def _parameters(operation: Json, whole: Json) -> list[Json]:
    return [followed(each, whole) for each in operation.get("parameters", ())]
