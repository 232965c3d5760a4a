"""What pages with charts have in common: the choice of a measurement, of a view, and what to do without votes."""

from __future__ import annotations

import streamlit as st

from components.room import Room, derived
from components.texts import _, current_language
from workshop.dossier import Dossier
from workshop.labels import FIELD_LABELS, wave_label
from workshop.texts import say
from workshop.views.heatmaps import LANES

DETAILS = ("waves", "personas", "perspectives", "departments")


def rated_waves(room: Room) -> list[str]:
    """Keys of the measurements with at least one vote, in their order."""
    return derived(room, waves_with_votes)


def waves_with_votes(dossier: Dossier) -> list[str]:
    """The same of a dossier."""
    voted = set(dossier.ratings.loc[dossier.ratings["rating"].notna(), "wave"])
    return [wave for wave in dossier.waves if wave in voted]


def needs_votes(room: Room) -> None:
    """Stop the page, saying where votes are entered, when there are none yet."""
    if rated_waves(room):
        return
    st.info(_("There are no votes yet. Enter them, or upload a workbook that has some."), icon=":material/info:")
    with st.container(horizontal=True):
        st.page_link("../pages/analysis/ratings.py", label=_("Enter votes"), icon=":material/how_to_vote:")
        st.page_link("../pages/setup/upload.py", label=_("Upload a workbook"), icon=":material/upload_file:")
    st.stop()


def wave_names(room: Room) -> dict[str, str]:
    """What the measurements are called here: key → name in the person's language."""
    return derived(room, names_of_waves, current_language())


def names_of_waves(dossier: Dossier, language: str) -> dict[str, str]:
    """The same of a dossier."""
    waves = dossier["waves"]
    return {key: say(wave_label(key, label), language) for key, label in zip(waves["key"], waves["label"], strict=True)}


def choose_wave(room: Room) -> str:
    """The measurement to look at: the first one unless somebody chooses another; no choice when there is one."""
    waves = rated_waves(room)
    if len(waves) == 1:
        return waves[0]
    names = wave_names(room)
    chosen = st.segmented_control(
        _("Measurement"), waves, default=waves[0], required=True, wrap=True, key=f"chart_wave_{room.workshop.id}",
        format_func=lambda wave: names[wave],
    )  # fmt: skip
    return str(chosen)


def earlier_wave(room: Room, wave: str) -> str | None:
    """The measurement before this one, None for the first."""
    waves = rated_waves(room)
    place = waves.index(wave)
    return waves[place - 1] if place else None


def choose_detail(room: Room) -> str:
    """By what the touchpoints are broken down."""
    names = {
        "waves": _("Measurements"), "personas": _("Personas"),
        "perspectives": _("Staff and customers"), "departments": _("Raters’ departments"),
    }  # fmt: skip
    return str(
        st.segmented_control(
            _("Columns"),
            DETAILS,
            default="waves",
            required=True,
            wrap=True,
            key="detail_by",
            format_func=lambda name: names[name],
        )
    )


def choose_view() -> str:
    """Whose view of the journey: "" = ours, with the departments; "customer" = one company; or a touchpoint's field."""
    names = {"": _("Our view"), "customer": _("The customer’s view")}
    names |= {field: _(FIELD_LABELS["touchpoints"][field]) for field in LANES}
    chosen = st.segmented_control(
        _("Lanes"), list(names), default="", required=True, wrap=True, key="journey_view",
        format_func=names.__getitem__, help=_("Customers see one company, whoever is responsible."),
    )  # fmt: skip
    return chosen or ""
