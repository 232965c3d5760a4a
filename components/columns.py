"""Tables as they are handed to Streamlit: their columns, and their frame in its cheapest form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyarrow as pa
from pandas.api.types import infer_dtype


class Column(dict[str, Any]):
    """A column's configuration that is copied one level deep, which is as deep as Streamlit adds to it.

    It copies every column in every run; with long lists to choose from that takes longer than the table itself.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        return dict(self)


def settled(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Name → configuration, ready for `column_config`; titles and buttons stay as they are."""
    return {name: Column(one) if isinstance(one, dict) else one for name, one in columns.items()}


def light(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy that Streamlit sends in two thirds of the time, in every run: texts as texts, where pandas would look
    through each cell, names as plain objects, and each type in one piece."""
    copy = frame.copy()
    for name in copy.columns:
        if copy[name].dtype == object and infer_dtype(copy[name], skipna=True) == "string":
            copy[name] = copy[name].astype("str")
    copy.columns = pd.Index(list(copy.columns), dtype=object)
    return copy.copy()


def sent(frame: pd.DataFrame) -> pa.Table:
    """A frame that is only shown, as `st.dataframe` sends it: kept like this it is not made again in every run."""
    return pa.Table.from_pandas(light(frame))
