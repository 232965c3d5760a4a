"""The map of the house: every page with its name, icon and address, grouped as in the menu."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from components.texts import current_language
from workshop.labels import STEP_LABELS
from workshop.rights import HEAD, MANAGEMENT, PROJECTOR, Grant, opens
from workshop.texts import Message, message, say

PAGES = Path(__file__).parent.parent / "pages"

SETUP, LIVE, DEPTH = message("Workshop"), message("In the room"), message("In depth")

ROOMS: list[tuple[Message, str, Message, str, str]] = [
    (SETUP, "setup/overview.py", message("Overview"), ":material/home:", ""),
    (SETUP, "setup/upload.py", message("Workbook in"), ":material/upload_file:", "upload"),
    (SETUP, "setup/settings.py", message("Set up"), ":material/settings:", "settings"),
    (SETUP, "share/links.py", message("Links"), ":material/link:", "links"),
    (SETUP, "share/changes.py", message("Change log"), ":material/history:", "changes"),
    (SETUP, "share/department.py", message("My department"), ":material/apartment:", "my-department"),
    (STEP_LABELS["analysis"], "analysis/personas.py", message("Personas"), ":material/group:", "personas"),
    (STEP_LABELS["analysis"], "analysis/touchpoints.py", message("Touchpoints"), ":material/route:", "touchpoints"),
    (STEP_LABELS["analysis"], "analysis/ratings.py", message("Ratings"), ":material/how_to_vote:", "ratings"),
    (STEP_LABELS["analysis"], "analysis/heatmap.py", message("Heatmap"), ":material/grid_on:", "heatmap"),
    (STEP_LABELS["analysis"], "analysis/curve.py", message("Emotional curve"), ":material/show_chart:", "curve"),
    (STEP_LABELS["analysis"], "analysis/votes.py", message("Votes"), ":material/bar_chart:", "votes"),
    (STEP_LABELS["analysis"], "analysis/worksheets.py", DEPTH, ":material/edit_note:", "analysis-depth"),
    (STEP_LABELS["target"], "target/standards.py", message("Must and Wow"), ":material/rule:", "standards"),
    (STEP_LABELS["target"], "target/coverage.py", message("Coverage"), ":material/checklist:", "coverage"),
    (STEP_LABELS["target"], "target/priorities.py", message("Priorities"), ":material/target:", "priorities"),
    (STEP_LABELS["target"], "target/kano.py", message("Kano"), ":material/balance:", "kano"),
    (STEP_LABELS["target"], "target/worksheets.py", DEPTH, ":material/edit_note:", "target-depth"),
    (STEP_LABELS["action"], "action/measures.py", message("Measures"), ":material/task_alt:", "measures"),
    (STEP_LABELS["action"], "action/schedule.py", message("Schedule"), ":material/view_timeline:", "schedule"),
    (STEP_LABELS["action"], "action/people.py", message("Who does what"), ":material/diversity_3:", "people"),
    (STEP_LABELS["action"], "action/news.py", message("Good news"), ":material/campaign:", "news"),
    (STEP_LABELS["action"], "action/worksheets.py", DEPTH, ":material/edit_note:", "action-depth"),
    (STEP_LABELS["control"], "control/comparison.py", message("Before and after"), ":material/compare_arrows:",
     "comparison"),
    (STEP_LABELS["control"], "control/waves.py", message("Measurements"), ":material/timeline:", "waves"),
    (STEP_LABELS["control"], "control/voices.py", message("Staff and customers"), ":material/groups:", "voices"),
    (STEP_LABELS["control"], "control/kpis.py", message("KPIs"), ":material/monitoring:", "kpis"),
    (STEP_LABELS["control"], "control/conversations.py", message("Customer conversations"), ":material/forum:",
     "conversations"),
    (STEP_LABELS["control"], "control/review.py", message("Learn and go on"), ":material/restart_alt:", "review"),
    (STEP_LABELS["control"], "control/worksheets.py", DEPTH, ":material/edit_note:", "control-depth"),
    (LIVE, "live/console.py", message("Console"), ":material/cast:", "console"),
    (LIVE, "live/room.py", message("On the phone"), ":material/smartphone:", "room"),
    (LIVE, "live/projector.py", message("On the wall"), ":material/present_to_all:", "projector"),
]  # fmt: skip
"""Group, file below `pages/`, title, icon, address. The first one is the start page."""

READING = ("heatmap", "curve", "votes", "coverage", "people", "comparison")
"""Addresses of the pages on which nothing can be changed: what management sees."""
ACTIONS = dict.fromkeys(READING, "read") | {
    "links": "administer", "my-department": "read_department", "projector": "show", "room": "answer",
}  # fmt: skip

LANDING = {HEAD: "my-department", MANAGEMENT: "heatmap", PROJECTOR: "projector"}
"""Where a link leads, by role; every other to the start page."""


def action_of(address: str) -> str:
    """What somebody must be allowed to open a page, an action of `workshop.rights`; by default to change it."""
    return ACTIONS.get(address, "facilitate")


def rooms(*addresses: str, grant: Grant | None = None) -> dict[str, list[Page]]:
    """The pages for `st.navigation`, in the person's language, or of them those at some addresses; each run gets its
    own, Streamlit notes in them which one may run. In the menu are those that a grant opens."""
    return {
        group: [fresh(page, grant) for page in pages if not addresses or page.url_path in addresses]
        for group, pages in _rooms(current_language()).items()
    }


def fresh(page: Page, grant: Grant | None) -> Page:
    """A copy; `copy.copy` takes six times as long, for thirty pages in every run."""
    mine = Page.__new__(Page)
    vars(mine).update(vars(page))
    if grant is not None and not opens(grant, action_of(page.url_path)):
        mine._visibility = "hidden"
    return mine


@cache
def _rooms(language: str) -> dict[str, list[Page]]:
    """The pages in one language, made once: looking for 14 files costs a fifth of a run. A file that does not exist is
    an error at once."""
    menu: dict[str, list[Page]] = {}
    for group, file, title, icon, address in ROOMS:
        page = st.Page(
            PAGES / file, title=say(title, language), icon=icon, url_path=address, default=not address,
            visibility="hidden" if address in ("projector", "room") else "visible",
        )  # fmt: skip
        menu.setdefault(say(group, language), []).append(page)
    return menu


def page_with(address: str) -> Page:
    """The page at an address, to lead somebody to."""
    return page_at(next(file for _group, file, *_rest, own_address in ROOMS if own_address == address))


@cache
def page_at(file: str) -> Page:
    """The page of a file below `pages/`, to link to: where only its path is named, Streamlit follows that through the
    folders in every run."""
    address = next(address for _group, own, *_rest, address in ROOMS if own == file)
    return st.Page(PAGES / file, url_path=address, default=not address)
