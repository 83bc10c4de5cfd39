"""Board rows by column: each field of many postings lies together, as rules and fits read them."""

from collections.abc import Mapping
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

Chosen = NDArray[np.int64] | NDArray[np.bool_] | slice


class Columns:
    """The fields of n rows; of rows chosen from them a field is copied when it is first read."""

    def __init__(self, fields: Mapping[str, NDArray[Any]]) -> None:
        self._fields = dict(fields)
        self._of: tuple[Columns, Chosen] | None = None

    @classmethod
    def of(cls, rows: NDArray[np.void]) -> "Columns":
        """The columns of structured rows (n,), copied."""
        return cls({name: np.ascontiguousarray(rows[name]) for name in rows.dtype.names or ()})

    def __len__(self) -> int:
        return len(self["profile"])

    @overload
    def __getitem__(self, key: str) -> NDArray[Any]: ...
    @overload
    def __getitem__(self, key: Chosen) -> "Columns": ...
    def __getitem__(self, key: str | Chosen) -> "NDArray[Any] | Columns":
        if isinstance(key, str):
            if key not in self._fields and self._of is not None:
                whole, chosen = self._of
                self._fields[key] = whole[key][chosen]
            return self._fields[key]
        some = Columns({})
        some._of = (self, key)
        return some


# Rows as they are stored, or their columns: both give a field by its name and rows by their places.
Rows = NDArray[np.void] | Columns
