"""The Kano survey on a page: a pair of answers entered in three clicks, and every figure of each feature."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from components.columns import sent
from components.forms import carry_out
from components.plain import plain
from components.room import Room, derived
from components.rooms import PAGES
from components.texts import _, current_language
from data.commands import Edit, edit
from data.store import load
from workshop.dossier import Dossier, record_of
from workshop.figures.kano_survey import kano_survey
from workshop.order import next_key
from workshop.records import KanoResponse
from workshop.statistics.kano import CATEGORIES, KANO_LABELS
from workshop.texts import Message, Refusal, message, say
from workshop.views.kano import kano_map

ANSWERS: dict[int, Message] = {
    1: message("I like it"),
    2: message("I expect it"),
    3: message("I do not mind"),
    4: message("I can live with it"),
    5: message("I dislike it"),
}
NEW = ""
"""The choice of a feature that is asked for the first time."""
UNFOLDED = "kano_entry"
FORM = "kano_form_number"
"""Session key of a number that rises with each answer stored: the next one begins empty, with the same feature."""


def answers_card(room: Room, open_: bool) -> None:
    """The form for one pair of answers, folded unless there is none yet."""
    if open_:
        answer_form(room)
        return
    with st.expander(_("Enter answers"), icon=":material/add:", key=UNFOLDED, on_change="rerun") as opened:
        if opened.open:
            answer_form(room)


def answer_form(room: Room) -> None:
    """Feature, both questions, and who answered."""
    features = derived(room, features_of)
    number = st.session_state.setdefault(FORM, 0)
    labels = features | {NEW: _("A new feature …")}
    chosen = st.selectbox(_("Feature"), list(labels), key="kano_feature", format_func=labels.__getitem__)
    names = {code: _(text) for code, text in ANSWERS.items()}
    with st.form(f"kano_{number}", border=False):
        if chosen == NEW:
            st.text_input(_("The feature in words"), key="kano_text", max_chars=200)
        st.segmented_control(
            _("If it is there, what do you say?"), list(names), key=f"kano_functional_{number}",
            format_func=names.__getitem__, wrap=True,
        )  # fmt: skip
        st.segmented_control(
            _("If it is missing, what do you say?"), list(names), key=f"kano_dysfunctional_{number}",
            format_func=names.__getitem__, wrap=True,
        )  # fmt: skip
        st.form_submit_button(
            _("Store the pair of answers"), key=f"kano_submit_{number}", icon=":material/save:",
            on_click=carry_out, args=(store_answer, room.workshop.id, number), kwargs={"done": _("Saved")},
        )  # fmt: skip
    st.caption(_("Many answers? Upload a table with the columns feature, respondent and both answers."))
    st.page_link(PAGES / "setup/upload.py", icon=":material/upload_file:", label=_("Upload many answers"))


def features_of(dossier: Dossier) -> dict[str, str]:
    """Key → words of the features that were asked about."""
    rows = dossier["kano_responses"].drop_duplicates("feature").sort_values("feature")
    return {key: f"{key} {text}" for key, text in zip(rows["feature"], rows["text"], strict=True)}


def store_answer(workshop_id: str, number: int) -> None:
    """Store what stands in the form. Raises Refusal when something of it is missing."""
    state, answers = st.session_state, load(workshop_id)["kano_responses"]
    feature, text = state["kano_feature"], state.get("kano_text", "").strip()
    given: dict[str, Any] = {name: state[f"kano_{name}_{number}"] for name in ("functional", "dysfunctional")}
    if feature == NEW and not text:
        raise Refusal(message("Say what the feature is, in a few words."))
    if None in given.values():
        raise Refusal(message("Kano asks in pairs: answer both questions."))
    if feature == NEW:
        feature = next_key(list(answers["feature"].drop_duplicates()), "F")
    else:
        text = answers.loc[answers["feature"] == feature, "text"].iloc[0]
    person = next_key(list(answers.loc[answers["feature"] == feature, "respondent"]), "K")
    record = record_of("kano_responses", {"feature": feature, "text": text, "respondent": person, **given})
    assert isinstance(record, KanoResponse)
    edit(workshop_id, "kano_responses", [Edit(None, record)])
    state[FORM], state["kano_feature"], state[UNFOLDED] = number + 1, feature, True


def figures(dossier: Dossier, language: str) -> tuple[pa.Table, list[str]]:
    """Every feature with its category by both rules and its figures, as they are shown; the names of those whose two
    largest categories cannot be told apart."""
    order = dict(zip(kano_map(dossier).frame["key"], range(len(dossier["kano_responses"])), strict=False))
    survey = kano_survey(dossier).sort_values("feature", key=lambda keys: keys.map(order), kind="stable")
    names = {code: say(label, language) for code, label in KANO_LABELS.items()}
    rows = []
    for row in survey.to_dict("records"):
        told = row["ruled"] is not None and row["ruled"] == row["ruled"]
        counts = " ".join(f"{code}{row[code]:.0f}" for code in CATEGORIES) if told else "–"
        rows.append({
            "text": row["text"], "n": row["n"], "counts": counts,
            "ruled": names[row["ruled"]] if told else "–", "mode": names[row["mode"]] if told else "–",
            "cs_plus": row["cs_plus"], "cs_minus": row["cs_minus"],
            "total": row["total_strength"], "category": row["category_strength"],
            "apart": "–" if row["apart"] is None else "✓" if row["apart"] else "≈",
            "sentence": say(row["sentence"], language),
        })  # fmt: skip
    columns = ["text", "n", "counts", "ruled", "mode", "cs_plus", "cs_minus", "total", "category", "apart", "sentence"]
    frame = pd.DataFrame(rows, columns=columns)
    numbers = ["cs_plus", "cs_minus", "total", "category"]
    few = list(frame["text"][frame["apart"] == "≈"])
    return sent(frame.astype(dict.fromkeys(numbers, "float64")).round(2)), few  # as many places as so few answers carry


def figures_card(room: Room) -> None:
    """The table of all figures, with what they mean."""
    (table, few), kinds = derived(room, figures, current_language()), st.column_config
    st.header(_("All figures"), anchor=False)
    st.caption(
        _("Two rules, both named: the largest category, and M > O > A > I where the two largest are within five "
          "points. Fong: ✓ the largest category stands apart, ≈ the two largest cannot be told apart.")
    )  # fmt: skip
    st.space("small")
    st.dataframe(
        table, hide_index=True, height="content",
        alt=_("Kano figures of {n} features", n=table.num_rows),
        column_config={
            "text": kinds.TextColumn(_("Feature"), width=240, pinned=True),
            "n": "n",
            "counts": kinds.TextColumn(_("Answers"), width=170),
            "ruled": _("By M > O > A > I"),
            "mode": _("Largest category"),
            "cs_plus": kinds.NumberColumn("CS+", format="localized"),
            "cs_minus": kinds.NumberColumn("CS−", format="localized"),
            "total": kinds.NumberColumn(_("Total strength"), format="percent"),
            "category": kinds.NumberColumn(_("Category strength"), format="percent"),
            "apart": _("Fong"),
            "sentence": kinds.TextColumn(_("In words"), width=420),
        },
    )  # fmt: skip
    if few:
        st.markdown(_("Look at the segments one by one: {names}.", names=[plain(name) for name in few]))
