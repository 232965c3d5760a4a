"""Classification by the people in the room: one click per department, one person at a time where they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components.forms import carry_out
from components.plain import plain
from components.room import Room
from components.rooms import PAGES
from components.standard_edits import change
from components.texts import _
from data.commands import classify, unclassify
from workshop.labels import LEVEL_LABELS
from workshop.records import LEVELS, Standard, StandardVote
from workshop.standards import majority, votes_by_department


def classification_card(room: Room, standards: Sequence[Standard]) -> None:
    """Choose a standard, enter how the room classifies it, see the votes per department, take the majority over."""
    with st.expander(
        _("What does the room say: No-Go, Must or Wow?"),
        icon=":material/how_to_vote:",
        key="classify",
        on_change="rerun",
    ) as opened:
        if not opened.open:
            return
        if room.dossier["participants"].empty:
            st.info(_("Nobody is on the list of participants yet."), icon=":material/info:")
            st.page_link(PAGES / "setup/settings.py", label=_("List the participants"), icon=":material/group:")
            return
        standard = choose_standard(standards)
        votes = votes_by_department(room.dossier, standard.key)
        vote_grid(room, standard, votes)
        result(room, standard, votes)


def choose_standard(standards: Sequence[Standard]) -> Standard:
    """The standard the room is talking about."""
    by_key = {one.key: one for one in sorted(standards, key=lambda one: LEVELS.index(one.level))}
    key = st.radio(
        _("Which standard?"), list(by_key), key="classified_standard",
        format_func=lambda key: f"**{_(LEVEL_LABELS[by_key[key].level])}** · {plain(by_key[key].text)}",
    )  # fmt: skip
    return by_key[key]


def vote_grid(room: Room, standard: Standard, votes: pd.DataFrame) -> None:
    """A choice for everybody and one per department, or one per person; what is shown is what is stored."""
    people = room.dossier["participants"]
    given = room.dossier["standard_votes"]
    given = given[given["standard"] == standard.key]
    levels: dict[str, str] = dict(zip(given["participant"], given["level"], strict=True))
    everybody = tuple(people["key"])
    homeless = _("no department")
    single = st.toggle(_("Person by person"), key="classify_single")
    level_choice(room, standard, "all", _("Everybody ({n})", n=len(everybody)), everybody, levels)
    with st.grid(3):
        if single:
            for key, home in zip(people["key"], people["department"], strict=True):
                level_choice(room, standard, f"one {key}", " · ".join([key, home or homeless]), (key,), levels)
            return
        for row in votes.to_dict("records"):
            homes = people["department"]
            members = people.loc[homes.isna() if row["department"] is None else homes == row["department"], "key"]
            name = f"{row['department'] or homeless}: {spread(row)}"
            level_choice(room, standard, f"of {row['department']}", name, tuple(members), levels)


def level_choice(
    room: Room, standard: Standard, group: str, name: str, people: tuple[str, ...], levels: dict[str, str]
) -> None:
    """One choice for some people; it shows a level when all of them have chosen it. `group` tells the choices apart:
    everybody and a department may be the same people."""
    field = f"vote_{room.workshop.id}_{standard.key}_{group}"
    chosen = {levels.get(person) for person in people}
    st.session_state[field] = chosen.pop() if len(chosen) == 1 else None
    st.segmented_control(
        plain(name), LEVELS, key=field, format_func=lambda level: _(LEVEL_LABELS[level]),
        on_change=store_votes, args=(field, room.workshop.id, standard.key, people, levels),
    )  # fmt: skip


def store_votes(field: str, workshop_id: str, standard: str, people: tuple[str, ...], levels: dict[str, str]) -> None:
    """Callback: everybody in `people` votes as chosen; a choice taken back removes their votes."""
    level = st.session_state[field]
    if level:
        votes = [StandardVote(participant=person, standard=standard, level=level) for person in people]
        carry_out(classify, workshop_id, votes)
        return
    cast = [StandardVote(participant=p, standard=standard, level=levels[p]) for p in people if p in levels]
    carry_out(unclassify, workshop_id, cast)


def spread(row: Mapping[Any, Any]) -> str:
    """Votes in words: "2 × Must, 1 × Wow", or how many are to vote."""
    cast = [f"{row[level]} × {_(LEVEL_LABELS[level])}" for level in LEVELS if row[level]]
    return ", ".join(cast) or _("{n} to vote", n=row["people"])


def result(room: Room, standard: Standard, votes: pd.DataFrame) -> None:
    """All votes together, the majority, and the button that makes it the level."""
    counts = {level: int(votes[level].sum()) for level in LEVELS}
    cast, most = sum(counts.values()), majority(counts)
    if not cast:
        return
    st.markdown(
        _(
            "**{votes}** – {cast} of {all} have chosen.",
            votes=spread(counts),
            cast=cast,
            all=int(votes["people"].sum()),
        )
    )
    if most is None:
        st.caption(_("No majority: two levels have the same number of votes. Talk about it, then vote again."))
    elif most == standard.level:
        st.caption(_("The majority agrees with the level it has: {level}.", level=LEVEL_LABELS[most]))
    else:
        st.button(
            _("Make it a {level}, as the majority says", level=LEVEL_LABELS[most]),
            icon=":material/gavel:", key="take_majority",
            on_click=carry_out, args=(change, room.workshop.id, standard), kwargs={"level": most},
        )  # fmt: skip
