"""Lists page by page: opaque cursors of where the page before ended, and the link to the next.

A cursor is sealed: it tells nothing and cannot be made up or changed. It names its list and a place
in its order, not a number of rows: what comes or goes meanwhile neither doubles nor hides others.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Generic, NamedTuple, TypeVar

from fastapi import Depends, Query, Request, Response

from api.routes.dependencies import Here
from api.security.keys import KeyUnusable
from registry.errors import InvalidField

LARGEST: Final = 200
Place = tuple[str | int, ...]  # in the order of the list
_Row = TypeVar("_Row")


class Cut(NamedTuple, Generic[_Row]):
    """The rows of a page. next: the cursor of what follows, None where nothing does."""

    rows: Sequence[_Row]
    next: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """What page of a list is asked for. after: where the one before ended, None at the beginning.

    asked: how many rows to look up: one more than are shown, which tells whether more follow.
    """

    limit: int
    after: Place | None
    _link: Callable[[Place], str]

    @property
    def asked(self) -> int:
        """How many rows to look up."""
        return self.limit + 1

    def of(self, found: Sequence[_Row], place: Callable[[_Row], Place]) -> Sequence[_Row]:
        """The rows of the page; where more were found the answer links to the next one."""
        return self.cut(found, place).rows

    def cut(self, found: Sequence[_Row], place: Callable[[_Row], Place]) -> Cut[_Row]:
        """The same, with the cursor that the link holds, for answers that name it."""
        is_more = len(found) > self.limit
        cursor = self._link(place(found[self.limit - 1])) if is_more else None
        return Cut(found[: self.limit], cursor)


def pages(name: str, usual: int = 100) -> Any:
    """`Depends` on the page that is asked for of a list; name: the list's, of its cursors alone.

    usual: how many rows where nobody says.
    """

    def page(
        request: Request,
        response: Response,
        here: Here,
        limit: Annotated[int, Query(ge=1, le=LARGEST, description="最多几条")] = usual,
        cursor: Annotated[
            str | None, Query(max_length=1000, description="上一页 Link 头里的游标")
        ] = None,
    ) -> Page:
        def link(place: Place) -> str:
            sealed = here.keys.sealed(json.dumps([name, *place]))
            asked = request.url.include_query_params(limit=limit, cursor=sealed)
            response.headers["Link"] = f'<{asked.path}?{asked.query}>; rel="next"'
            return sealed

        return Page(limit, _place(here.keys.opened, name, cursor) if cursor else None, link)

    return Depends(page)


def _place(opened: Callable[[str], str], name: str, cursor: str) -> Place:
    try:
        found = json.loads(opened(cursor))
    except (KeyUnusable, ValueError):
        found = [None]
    if not isinstance(found, list) or found[:1] != [name]:
        raise InvalidField(
            "cursor", "bad_cursor", "不是这个列表的游标：请用上一页 Link 头里的地址，或从头查起。"
        )
    return tuple(found[1:])
