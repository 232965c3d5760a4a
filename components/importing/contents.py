"""The touchpoints as they will be stored."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components.forms import kind_label
from components.texts import _
from workshop.labels import FIELD_LABELS, code_label
from workshop.workbook.reading import Reading

MANY = 20_000
"""From so many records on they are only unpacked when somebody looks at them."""


def touchpoint_card(reading: Reading) -> None:
    """The journey as it will be stored."""
    n = reading.counts.get("touchpoints", 0)
    if not n:
        return
    card = st.expander(
        f"{kind_label('touchpoints')}: {n}", icon=":material/route:", expanded=sum(reading.counts.values()) < MANY,
        key="contents", on_change="rerun",
    )  # fmt: skip
    if not card.open:
        return
    rows: list[Any] = reading.records["touchpoints"]
    labels = FIELD_LABELS["touchpoints"]
    with card:
        st.dataframe(
            pd.DataFrame(
                {
                    _("No."): [row.seq for row in rows],
                    _(labels["name"]): [row.name for row in rows],
                    _(labels["phase"]): [_(code_label("touchpoints", "phase", row.phase)) for row in rows],
                    _(labels["department"]): [row.department or "" for row in rows],
                }
            ),
            hide_index=True,
            alt=_("Touchpoints that will be kept"),
        )
