"""The account of every filled cell, as a picture or as a table."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components.importing.balance_chart import CLASS_NAMES, balance_spec
from components.plain import plain
from components.texts import _
from components.viewport import current_look
from workshop.texts import message, say
from workshop.workbook.reading import SheetReport


def balance_card(sheets: Sequence[SheetReport]) -> None:
    """How many filled cells each sheet has and what became of them."""
    counted = [report for report in sheets if sum(report.balance.values())]
    if not counted:
        return
    n = sum(sum(report.balance.values()) for report in counted)
    card = st.expander(_("Every filled cell: {n}", n=n), icon=":material/donut_small:", key="cells", on_change="rerun")
    if not card.open:
        return  # a chart nobody sees has no width, and is drawn again and again
    alt = _("Filled cells of each sheet by what became of them")
    with card:
        look = current_look()
        if st.toggle(_("As a table"), key="cells_table"):
            st.table(balance_table(counted, look.language), hide_index=True, alt=alt)
        else:
            st.vega_lite_chart(balance_spec(counted, look), theme=None, width="stretch", key="cells_chart", alt=alt)


def balance_table(sheets: Sequence[SheetReport], language: str) -> pd.DataFrame:
    """Sheets in rows, classes of cells in columns, and their sum."""
    titles = {name: say(title, language) for name, title in CLASS_NAMES.items()}
    rows = [
        {say(message("Sheet"), language): plain(report.name)}
        | {title: report.balance.get(name, 0) for name, title in titles.items()}
        | {say(message("Sum"), language): sum(report.balance.values())}
        for report in sheets
    ]
    return pd.DataFrame(rows)
