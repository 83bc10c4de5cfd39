"""What routes are handed: the runtime, a reading transaction, the day and the library asked for."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Final

from fastapi import Depends, Query, Request
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError
from sqlalchemy import Connection

from api.clock import today
from api.database import reading
from api.runtime import Runtime
from registry.jobs.posting import Profile

ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


async def _runtime(request: Request) -> Runtime:
    runtime: Runtime = request.app.state.runtime
    return runtime


Here = Annotated[Runtime, Depends(_runtime)]


def _reading(here: Here) -> Iterator[Connection]:
    with reading(here.engine) as connection:
        yield connection


def _as_written(value: object) -> object:
    """A date is text YYYY-MM-DD; a bare number would pass as seconds since 1970."""
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return value
    raise PydanticCustomError("date_form", "not YYYY-MM-DD")


IsoDay = Annotated[date, BeforeValidator(_as_written, json_schema_input_type=date)]


async def _day(
    here: Here,
    as_of: Annotated[IsoDay | None, Query(description="按哪一天算，YYYY-MM-DD；默认今天")] = None,
) -> date:
    return as_of or today(here.settings)


# scope="function": the transaction ends before the answer is sent.
ReadDb = Annotated[Connection, Depends(_reading, scope="function")]
Day = Annotated[date, Depends(_day)]
ProfileQuery = Annotated[Profile, Query(description="public 在招岗位；archive 存档岗位")]
Limit = Annotated[int, Query(ge=1, le=200, description="最多几条")]
