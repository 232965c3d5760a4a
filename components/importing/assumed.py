"""What was taken for granted without asking, each open to correction."""

from __future__ import annotations

import streamlit as st

from components.importing.answers import ask_all
from components.importing.steps import STEP_NAMES
from components.importing.upload import Upload
from components.texts import _
from workshop.workbook.questions import STEPS
from workshop.workbook.reading import Reading


def assumed_card(upload: Upload, reading: Reading) -> None:
    """The settled questions, one step at a time, drawn only when somebody looks at them."""
    settled = {step: [q for q in reading.questions if q.settled and q.step == step] for step in STEPS}
    steps = [step for step in STEPS if settled[step]]
    count = sum(map(len, settled.values()))
    if not steps:
        return
    card = st.expander(
        _("What was assumed: {n}", n=count), icon=":material/fact_check:", key="assumed", on_change="rerun"
    )
    if not card.open:
        return
    with card:
        step = st.segmented_control(
            _("Assumed in"), steps, default=steps[0], required=True, wrap=True, key=f"assumed_{'_'.join(steps)}",
            format_func=lambda step: f"{_(STEP_NAMES[step])}: {len(settled[step])}", label_visibility="collapsed",
        )  # fmt: skip
        with st.form(f"assumed_answers_{step}", border=False):
            given = ask_all(upload, settled[step])
            again = st.form_submit_button(_("Read again with these"), icon=":material/refresh:")
    if again:
        taken = {question.key: question.taken for question in settled[step]}
        upload.answer({key: code for key, code in given.items() if code != taken[key]})
        st.rerun()
