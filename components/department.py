"""The cards of a department's page: what it sees of itself, what it may change, what it tells the facilitator."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pandas as pd
import pyarrow as pa
import streamlit as st

from components import measures
from components.access import VISIT, asking_now
from components.columns import sent
from components.department_form import add_card
from components.forms import attempt
from components.plain import plain
from components.room import Room, derived
from components.table_editor import table_editor
from components.texts import _, current_language
from data.changes import Entry, changes_of
from data.comments import LONGEST, comment, list_comments
from workshop.dossier import Dossier
from workshop.labels import CODE_LABELS, FIELD_LABELS, KIND_LABELS
from workshop.records import STANDARD_STATUSES
from workshop.rights import HEAD, Thing, may
from workshop.scale import symbol
from workshop.texts import message, say, signed
from workshop.views.department import Glance, Point, counts, glance
from workshop.views.handovers import AGREED

MEASURE_FIELDS = ("until_date", "title", "status", "responsible")
CHANGES = 8
"""So many changes are named."""

STYLE = """<style>@media print {
  [data-testid=stSidebar], [data-testid=stHeader], [data-testid=stToolbar], .st-key-department_comment { display: none }
  [data-testid=stMain], [data-testid=stAppViewContainer], .stApp { position: static; overflow: visible; height: auto }
}</style>"""
LEVELS = {
    "nogo": message("Never (No-Go)"),
    "must": message("Always (Must)"),
    "wow": message("Delights (Wow)"),
}


@dataclass(frozen=True)
class Home:
    """The department of the page and what the visitor may do there."""

    name: str
    edits_standards: bool
    edits_measures: bool
    context: bool

    @property
    def edits(self) -> bool:
        """Whether anything can be changed."""
        return self.edits_standards or self.edits_measures


def choose_department(room: Room) -> Home | None:
    """The department of the visitor's link; a facilitator chooses one and sees what its head sees."""
    st.html(STYLE)
    grant = asking_now()
    if grant is None:
        return None
    name = grant.department
    if grant.role != HEAD:
        name = st.selectbox(_("Department"), room.dossier.departments, key="department_shown", width=320)
    if name is None:
        return None
    thing = Thing(room.workshop.id, name)
    return Home(name, may(grant, "set_status", thing), may(grant, "plan", thing), grant.context or grant.role != HEAD)


def choose_editing(home: Home) -> Home:
    """Reading first, which fits a phone and paper; who may change something switches the tables over."""
    if not home.edits or st.toggle(_("Edit"), key="department_edit", persist_state="page"):
        return home
    return replace(home, edits_standards=False, edits_measures=False)


def figures_card(room: Room, home: Home, seen: Glance) -> None:
    """The figures in one line, each with what it rests on."""
    st.header(plain(home.name), anchor=False)
    live, open_ones, overdue = derived(room, counts, home.name, datetime.now(UTC).date())
    with st.grid(4, min_column_width=170):
        st.metric(
            _("Net delight of our touchpoints"), _points(seen.net_delight), border=True,
            delta=None if seen.change is None else round(seen.change),
            height="stretch", help=_("{n} votes", n=seen.n) if seen.n else _("Fewer than five votes: no figure."),
        )  # fmt: skip
        st.metric(
            _("Standards that are lived"), _("{n} of {total}", n=live, total=len(seen.standards)), border=True,
            height="stretch",
        )  # fmt: skip
        st.metric(_("Open to-dos"), open_ones, border=True, delta=_("{n} overdue", n=overdue) if overdue else None,
                  delta_color="off", delta_arrow="off", height="stretch")  # fmt: skip
        if home.context:
            st.metric(_("Whole company"), _points(seen.company), border=True, height="stretch")


def points_card(seen: Glance) -> None:
    """Lovepoints and painpoints by name."""
    st.subheader(_("Painpoints and lovepoints"), anchor=False)
    if not (seen.painpoints or seen.lovepoints):
        st.caption(_("Too few votes yet: a touchpoint is named from five votes on."))
        return
    st.markdown("\n".join(f"- {point_line(one)}" for one in [*seen.painpoints, *seen.lovepoints]))


def point_line(one: Point) -> str:
    """A touchpoint with its sign and its figure."""
    figure = _("{points}, {n} votes", points=signed(one.net_delight), n=one.n)
    return f"{symbol(one.net_delight)} {plain(one.name)}: {plain(figure)}"


def passages_card(seen: Glance) -> None:
    """What other departments owe this one at hand-overs."""
    st.subheader(_("What others owe us"), anchor=False)
    if not seen.passages:
        st.caption(_("Every hand-over to us is agreed."))
        return
    lines = []
    for one in seen.passages:
        lost = f" – {_('lost: {what}', what=one.lost)}" if one.lost else ""
        lines.append(f"- **{plain(one.giver)}** → {plain(one.at)}: {plain(_(AGREED[one.agreed]) + lost)}")
    st.markdown("\n".join(lines))


def standards_card(room: Room, home: Home, seen: Glance) -> None:
    """The standards by level with their status, to be changed where the link allows it."""
    st.subheader(_("Our standards"), anchor=False)
    if seen.standards.empty:
        st.caption(_("Nothing is agreed yet."))
        return
    labels, statuses, kinds = FIELD_LABELS["standards"], CODE_LABELS["standards"]["status"], st.column_config
    alt = _("Standards of {department}", department=home.name)
    if not home.edits_standards:
        st.dataframe(derived(room, standard_lines, home.name, current_language()), hide_index=True, height="content",
                     alt=alt)  # fmt: skip
        return
    rows = seen.standards.assign(column=[_(LEVELS[level]) for level in seen.standards["level"]])
    columns = {
        "column": kinds.TextColumn(_(labels["level"]), disabled=True, width="small"),
        "text": kinds.TextColumn(_(labels["text"]), disabled=True, width="large"),
        "status": kinds.SelectboxColumn(
            _(labels["status"]), options=list(STANDARD_STATUSES), required=True,
            format_func=lambda code: _(statuses[str(code)]),
        ),
    }  # fmt: skip
    table_editor(room, "standards", columns, key=f"own_standards_{home.name}", rows=rows, alt=alt)


def standard_lines(dossier: Dossier, department: str, language: str) -> pa.Table:
    """The standards in words, under titles of a language."""
    rows, labels = glance(dossier, department).standards, FIELD_LABELS["standards"]
    statuses = CODE_LABELS["standards"]["status"]
    cells = {
        "level": [say(LEVELS[level], language) for level in rows["level"]],
        "text": list(rows["text"]),
        "status": [say(statuses[code], language) for code in rows["status"]],
    }
    return sent(pd.DataFrame({say(labels[name], language): cell for name, cell in cells.items()}))


def measures_card(room: Room, home: Home, seen: Glance) -> None:
    """The to-dos by due date, to be changed and added to where the link allows it."""
    st.subheader(_("Our to-dos"), anchor=False)
    if home.edits_measures:
        add_card(room, home.name)
    if seen.measures.empty:
        st.caption(_("Nothing is planned yet."))
        return
    labels, alt = FIELD_LABELS["measures"], _("To-dos of {department} by due date", department=home.name)
    if home.edits_measures:
        columns = {name: measures.column(name, room, []) for name in MEASURE_FIELDS}
        table_editor(
            room, "measures", columns, key=f"own_measures_{home.name}", rows=seen.measures, alt=alt,
            moves=("until_date", "status"),
        )  # fmt: skip
        return
    day = st.column_config.DateColumn(_(labels["until_date"]), format="localized")
    st.dataframe(derived(room, measure_lines, home.name, current_language()), hide_index=True, height="content",
                 alt=alt, column_config={"until_date": day})  # fmt: skip


def measure_lines(dossier: Dossier, department: str, language: str) -> pa.Table:
    """The to-dos in words, under titles of a language; the day stays a day."""
    rows, labels = glance(dossier, department).measures, FIELD_LABELS["measures"]
    told = rows.assign(status=[say(measures.STATUSES[code], language) for code in rows["status"]])[[*MEASURE_FIELDS]]
    return sent(told.rename(columns={name: say(labels[name], language) for name in MEASURE_FIELDS[1:]}))


def changes_card(room: Room, home: Home) -> None:
    """What somebody else or oneself changed since the last visit."""
    since: datetime | None = st.session_state.get(VISIT)
    if since is None:
        return
    st.subheader(_("Changed since {day}", day=since), anchor=False)
    found = changes_of(room.workshop.id, home.name, since, CHANGES)
    if not found:
        st.caption(_("Nothing."))
        return
    st.markdown("\n".join(f"- {change_line(entry)}" for entry in found))


def change_line(entry: Entry) -> str:
    """One change in words, as markdown: what, and what of it became what."""
    row = entry.after or entry.before or {}
    name = str(row.get("text") or row.get("title") or row.get("name") or "")
    kind = _(KIND_LABELS[entry.kind])
    if entry.before is None:
        what = _("new")
    elif entry.after is None:
        what = _("deleted")
    else:
        fields = [field for field in entry.after if entry.after[field] != entry.before.get(field)]
        what = ", ".join(field_line(entry, field) for field in fields)
    return f"{plain(kind)} “{plain(name)}”: {plain(what)}"


def field_line(entry: Entry, field: str) -> str:
    """What one field became."""
    codes = CODE_LABELS.get(entry.kind, {}).get(field, {})
    value = (entry.after or {}).get(field)
    said = _(codes[value]) if value in codes else "–" if value in (None, "") else str(value)
    label = FIELD_LABELS.get(entry.kind, {}).get(field)
    return f"{_(label) if label else field} → {said}"


def comments_card(room: Room, home: Home) -> None:
    """A word to the facilitator, and those written before; read when somebody unfolds it."""
    with (
        st.container(key="department_comment"),
        st.expander(_("Tell the facilitator"), icon=":material/chat:", key="comments", on_change="rerun") as opened,
    ):
        if not opened.open:
            return
        args = (room.workshop.id, home.name)
        with st.form("comment", border=False):
            st.text_area(_("Your comment"), key="comment_text", max_chars=LONGEST, height=80)
            st.form_submit_button(_("Send"), icon=":material/send:", on_click=send, args=args)
        for one in list_comments(*args)[:5]:
            done = f" · {_('done on {day}', day=one.done_at)}" if one.done_at else ""
            st.caption(plain(f"{_('{day}', day=one.written_at)}: {one.text}{done}"))


def send(workshop_id: str, department: str) -> None:
    """Callback: store the comment; it stays in its field when that was refused."""
    if attempt(comment, workshop_id, department, st.session_state.comment_text, done=_("The facilitator gets it.")):
        st.session_state.comment_text = ""


def _points(value: float | None) -> str:
    return "–" if value is None else signed(value)
