"""What words mean in a column of codes (phases, levels, states) or of yes and no: unknown ones are asked once each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz, process

from workshop.labels import CODE_LABELS
from workshop.records import PHASES
from workshop.texts import message
from workshop.workbook.files.sheets import shown
from workshop.workbook.problems import Unreadable
from workshop.workbook.questions import LEFT_OUT, Choice
from workshop.workbook.values.asking import Column, Distinct, Meaning, Meanings, picture, say_taken, unanswered
from workshop.workbook.values.fields import MODELS, read_flag
from workshop.workbook.values.ratings import NEARLY
from workshop.workbook.values.vocabulary import code_words, load, normal_value, word_set

YES_NO = {"yes": message("yes"), "no": message("no")}


def code_meanings(kind: str, field: str, column: Column) -> Meanings:
    """What each distinct value of a column of codes means."""
    known, usual = code_words(kind, field), usual_words(kind, field)
    found: Meanings = {}
    unknown: dict[str, list[Distinct]] = {}
    for value in column.cells:
        word = normal_value(shown(value[1]))
        if word in known:
            found[value] = Meaning(known[word])
        elif word in word_set("missing"):
            found[value] = Meaning()
        else:
            unknown.setdefault(word, []).append(value)
    order = list(dict.fromkeys(normal_value(shown(value[1])) for value in column.cells))
    sure = [known.get(word) or usual.get(word, "") for word in order]
    for word, values in unknown.items():
        near = usual.get(word) or slip_of(word, known) or (between(sure, order.index(word)) if field == "phase" else "")
        found |= ask_code(kind, field, column, word, values, near, settled=word in usual)
    return found


@cache
def usual_words(kind: str, field: str) -> dict[str, str]:
    """Normalised word → code for words that other workbooks use and that are taken with a remark."""
    listed = load("words.toml")["usual"].get(kind, {}).get(field, {})
    return {normal_value(word): code for code, entry in listed.items() for word in entry}


def slip_of(word: str, known: dict[str, str]) -> str:
    """The code of the word that this one is nearly, or ""."""
    near = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=NEARLY)
    return known[near[0]] if near and len(word) > 4 else ""


def between(phases: Sequence[str], place: int) -> str:
    """The phase an unknown one probably belongs to, by the sure ones before and after it in the journey; "" = none."""
    before = next((phase for phase in reversed(phases[:place]) if phase), "")
    after = next((phase for phase in phases[place + 1 :] if phase), "")
    if not before:
        return PHASES[max(0, PHASES.index(after) - 1)] if after else ""
    if not after:
        return PHASES[min(2, PHASES.index(before) + 1)] if before != PHASES[0] else ""
    return before if before != PHASES[1] else after


def ask_code(
    kind: str, field: str, column: Column, word: str, values: Sequence[Distinct], near: str, settled: bool
) -> Meanings:
    """Ask what an unknown word means, or take a usual one; either way say it once."""
    labels = CODE_LABELS[kind][field]
    required = MODELS[kind].model_fields[field].is_required()
    none = Choice(LEFT_OUT, message("leave these rows out") if required else message("leave empty"))
    choices = [*(Choice(code, label) for code, label in labels.items()), none]
    what = message("What does “{value}” mean in “{column}”?", value=shown(values[0][1]), column=column.header)
    answer = column.ask("C15", word, what, choices, values, proposal=near, settled=settled)
    if answer in ("", LEFT_OUT):
        return unanswered(column, "C15", values, answer, "error" if required else "warning")
    say_taken(column, "C15", values, labels[answer], answer)
    return dict.fromkeys(values, Meaning(answer))


def flag_meanings(kind: str, field: str, column: Column) -> Meanings:
    """What each distinct value of a column of yes and no means."""
    found: Meanings = {}
    unknown: dict[str, list[Distinct]] = {}
    for value in column.cells:
        try:
            found[value] = Meaning(read_flag(kind, field, picture(value)))
        except Unreadable:
            unknown.setdefault(normal_value(shown(value[1])), []).append(value)
    for word, values in unknown.items():
        plain = shown(values[0][1])
        what = message("Does “{value}” in “{column}” mean yes or no?", value=plain, column=column.header)
        choices = [*(Choice(code, label) for code, label in YES_NO.items()), Choice(LEFT_OUT, message("leave empty"))]
        answer = column.ask("C15", word, what, choices, values)
        if answer in ("", LEFT_OUT):
            found |= unanswered(column, "C15", values, answer, "warning")
        else:
            say_taken(column, "C15", values, YES_NO[answer], answer)
            found |= dict.fromkeys(values, Meaning(answer == "yes"))
    return found
