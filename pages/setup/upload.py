"""Workbook in: choose a file, answer what only a person can know, see what becomes of every cell, keep it."""

import streamlit as st

from components.importing.answers import ask_step
from components.importing.assumed import assumed_card
from components.importing.balance import balance_card
from components.importing.changes import difference_card
from components.importing.contents import touchpoint_card
from components.importing.keeping import keep_card
from components.importing.left_out import left_out_card
from components.importing.memory import memory_card
from components.importing.problems import problem_lists
from components.importing.result import result_button
from components.importing.sentence import balance_sentence
from components.importing.source import choose_file, choose_target, template_button
from components.importing.steps import REVIEW, choose_step, taken_over_note
from components.importing.undoing import imports_card
from components.importing.upload import questions_of, read, upload_of
from components.room import find_room
from components.texts import _

st.write(
    _(
        "Upload what the client sent: touchpoints in rows, with or without votes, standards and measures. "
        "Nothing is stored before you have seen it and agreed."
    )
)
upload = upload_of(choose_file(), choose_target())
if upload is None:
    template_button()
    if room := find_room():
        imports_card(room.workshop.id)
    memory_card()
    st.stop()

reading = read(upload)
if reading is None:
    st.stop()

questions = questions_of(upload, reading)
taken_over_note(upload, questions)
step = choose_step(upload, questions)
if step != REVIEW:
    ask_step(upload, step, questions)
    st.stop()

difference = upload.difference
balance_sentence(reading, difference.counts if difference else {})
keep_card(upload, reading)
if difference:
    difference_card(difference)
problem_lists(reading.problems)
left_out_card(reading.problems)
assumed_card(upload, reading)
balance_card(reading.sheets)
result_button(upload, reading, difference.rows if difference else {})
touchpoint_card(reading)
