"""From what somebody typed to a command and back: records from rows, refusals and limits as sentences, undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st
from pydantic import ValidationError

from components import access
from components.room import Room, derived
from components.texts import _
from data.changes import Batch, last_batch, undo
from workshop.dossier import Dossier
from workshop.labels import FIELD_LABELS, KIND_LABELS
from workshop.records import KINDS
from workshop.texts import Message, Refusal, message

NOTICES = "notices"
"""Session key of what is to be said on the next run: a list of (is it an error?, text)."""


def attempt(command: Callable[..., Any], *args: Any, done: str = "", **kwargs: Any) -> bool:
    """Run a command and say how it went, at the top of the page: `done` when it worked, the refusal when it did not.

    To be followed by `st.rerun()`; as a widget's callback use `carry_out`.
    """
    if access.current_grant() is None:  # callbacks run before the frame has asked
        notify(_("Your link is no longer valid; nothing was saved. Please come in again."), error=True)
        return False
    try:
        command(*args, **kwargs)
    except (Refusal, ValidationError) as problem:
        notify(explain(problem), error=True)
        return False
    if done:
        notify(done)
    return True


def carry_out(command: Callable[..., Any], *args: Any, done: str = "", **kwargs: Any) -> None:
    """`attempt` as a widget's callback, which returns nothing."""
    attempt(command, *args, done=done, **kwargs)


def notify(text: str, *, error: bool = False) -> None:
    """Remember something to say; the frame says it when it draws the page."""
    st.session_state.setdefault(NOTICES, []).append((error, text))


def draw_notices() -> None:
    """Say what is to be said: an error stays in the page, a success passes by as a toast.

    The place for errors is always there, so that one does not move what somebody is typing in.
    """
    place = st.container()
    for error, text in st.session_state.pop(NOTICES, []):
        if error:
            place.error(text, icon=":material/error:")
        else:
            st.toast(text, icon=":material/check:")


def explain(problem: Refusal | ValidationError) -> str:
    """A refusal or a broken limit as sentences in the person's language."""
    if isinstance(problem, Refusal):
        return _(problem.message)
    return " ".join(_(broken_limit(problem.title, dict(error))) for error in problem.errors())


def broken_limit(title: str, error: Mapping[str, Any]) -> Message:
    """What is wrong with one field, from pydantic's error; `title` is the record's class, e.g. "Standard"."""
    kind = next((name for name, record in KINDS.items() if record.__name__ == title), "workshop")
    field = str(error["loc"][-1]) if error["loc"] else ""
    label = FIELD_LABELS.get(kind, {}).get(field, field)
    limits, value = error.get("ctx", {}), error.get("input")
    match error["type"]:
        case "string_too_long":
            return message(
                "“{field}” may have at most {limit} characters, this has {n}. Shorten it: “{value}”",
                field=label, limit=limits["max_length"], n=len(str(value)), value=value,
            )  # fmt: skip
        case "string_too_short" | "missing" | "string_type":
            return message("“{field}” is empty. Fill it in.", field=label)
        case "greater_than_equal" | "less_than_equal":
            return message(
                "“{field}”: {value} is outside of what is possible ({limit} is the limit).",
                field=label, value=value, limit=limits.get("ge", limits.get("le")),
            )  # fmt: skip
        case _:
            return message("“{field}”: “{value}” does not fit here.", field=label, value=value)


def undo_button(room: Room) -> None:
    """A button that takes the last change of the workshop back, with what it was; nothing when there is none."""
    batch = derived(room, _last_batch)
    if batch is None:
        return
    st.button(
        _("Undo"),
        icon=":material/undo:",
        help=_("Takes back the last change: {count} × {kind}.", count=batch.count, kind=kind_label(batch.kind)),
        on_click=carry_out,
        args=(undo, room.workshop.id, batch.id),
        kwargs={"done": _("The last change is undone.")},
    )


def _last_batch(dossier: Dossier) -> Batch | None:
    """Asked once per revision, which every change raises."""
    return last_batch(dossier.workshop.id)


def kind_label(kind: str) -> str:
    """A kind of record in the person's language."""
    return _(KIND_LABELS[kind])
