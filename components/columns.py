"""The columns of tables as they are handed to Streamlit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Column(dict[str, Any]):
    """A column's configuration that is copied one level deep, which is as deep as Streamlit adds to it.

    It copies every column in every run; with long lists to choose from that takes longer than the table itself.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        return dict(self)


def settled(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Name → configuration, ready for `column_config`; titles and buttons stay as they are."""
    return {name: Column(one) if isinstance(one, dict) else one for name, one in columns.items()}
