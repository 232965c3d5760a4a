"""The account of all rows in one sentence: those with content are new, changed, unchanged, skipped or held back."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components.plain import plain
from components.texts import _, current_language
from workshop.texts import Message, message, spoken
from workshop.workbook.reading import Reading

PARTS: dict[str, Message] = {
    "new": message("new"),
    "changed": message("changed"),
    "unchanged": message("unchanged"),
    "skipped": message("skipped"),
    "held": message("held back"),
}
"""What became of a row → the word for it, in the order of the sentence."""


def balance_sentence(reading: Reading, counts: Mapping[str, int]) -> None:
    """The sentence; `counts` are the rows of the file by what becomes of them, {} = everything that is kept is new."""
    rows = counts or row_counts(reading)
    st.markdown(
        _("**{file}:** {n} rows with content = {parts}", file=plain(reading.file), n=rows["read"],
          parts=" + ".join(parts_of(rows)) or "0")
    )  # fmt: skip


def row_counts(reading: Reading) -> dict[str, int]:
    """The rows of a file that becomes a workshop of its own, by what becomes of them."""
    sums = {name: sum(getattr(sheet, name) for sheet in reading.sheets) for name in ("read", "kept", "held", "skipped")}
    return {"read": sums["read"], "new": sums["kept"], "held": sums["held"], "skipped": sums["skipped"]}


def parts_of(counts: Mapping[str, int]) -> list[str]:
    """The parts of the sentence that are not nought."""
    return [f"{spoken(counts[name], current_language())} {_(word)}" for name, word in PARTS.items() if counts.get(name)]
