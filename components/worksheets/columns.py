"""The columns of a worksheet's table: one for each field, by its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from components.room import Room, derived
from components.texts import _, current_language
from workshop.dossier import Dossier
from workshop.texts import say
from workshop.worksheets.model import SEVERAL, SheetField

WIDE = 340


def column(room: Room, field: SheetField) -> Any:
    """How one field is shown and entered."""
    kinds, label, help_ = st.column_config, _(field.label), _(field.help) if field.help else None
    if field.kind in ("choice", "touchpoint", "department", "persona", *SEVERAL):
        names = choices_of(room, field)
        make = kinds.MultiselectColumn if field.kind in SEVERAL else kinds.SelectboxColumn
        width = 220 if field.kind in ("touchpoint", "many") else 140
        return make(label, options=list(names), format_func=speaker(names), help=help_, width=width)
    match field.kind:
        case "yes":
            return kinds.CheckboxColumn(label, help=help_)
        case "scale":
            return kinds.NumberColumn(label, min_value=field.min, max_value=field.max, step=1, help=help_)
        case "number":
            return kinds.NumberColumn(label, min_value=0, format="localized", help=help_)
        case "date":
            return kinds.DateColumn(label, format="localized", help=help_)
        case _:
            wide = WIDE if field.wide or field.kind == "long" else None
            return kinds.TextColumn(label, max_chars=field.length, width=wide, help=help_)


def choices_of(room: Room, field: SheetField) -> dict[str, str]:
    """Code or key → name, of a field that is chosen from something."""
    if field.kind in ("choice", "many"):
        return {choice.code: _(choice.label) for choice in field.choices}
    return derived(room, names_of, field.kind, current_language())


def names_of(dossier: Dossier, kind: str, language: str) -> dict[str, str]:
    """Key → name of the touchpoints, departments, personas or measures of a workshop, in their order."""
    del language
    if kind in ("department", "departments"):
        return {name: name for name in dossier.departments}
    if kind == "measures":
        return dict(zip(dossier["measures"]["key"], dossier["measures"]["title"], strict=True))
    rows = dossier.touchpoints if kind == "touchpoint" else dossier["personas"]
    return {key: say(name, "de") for key, name in zip(rows["key"], rows["name"], strict=True)}


def speaker(names: dict[str, str]) -> Callable[[Any], str]:
    """A function that names a code; one that is not known any more is shown as it is."""
    return lambda code: names.get(str(code), str(code))
