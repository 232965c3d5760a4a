"""The authorisation matrix on the pages: every page × every role; the page of links and that of a department."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from databases import small_bundle
from google.protobuf.text_format import MessageToString
from sqlalchemy import delete, update
from streamlit.testing.v1 import AppTest

from components.access import asking_now
from components.rooms import PAGES, READING, ROOMS
from data.accounts import add_account
from data.commands import Edit, edit, keep
from data.comments import comment, list_comments
from data.engine import writing
from data.links import Wanted, add_link, list_links
from data.owners import add_owner, list_owners, new_account
from data.store import load
from data.tables import table
from tests.small_workshops import small_bundle as rated_bundle
from workshop.records import Measure, Standard
from workshop.rights import Grant
from workshop.texts import message, say

W, OTHER = "WS-TEST", "WS-OTHER"
ANNA = "anna@firma.example"
NOT_YOURS = say(message("This page is not part of your link"), "de")
DOOR = say(message("Please come in through your link"), "de")
GRANTS = {
    "nobody": None,
    "owner": Grant("facilitator", account="anna", owns=frozenset({W})),
    "co_facilitator": Grant("co_facilitator", W),
    "management": Grant("management", W),
    "head": Grant("head", W, "Nord"),
    "projector": Grant("projector", W),
    "participant": Grant("participant", W),
    "unknown": Grant("visitor", W),
}
OPENS = {
    "nobody": set(),
    "owner": {address for *_, address in ROOMS},
    "co_facilitator": {address for *_, address in ROOMS} - {"links"},
    "management": {*READING, "projector"},
    "head": {"my-department"},
    "projector": {"projector"},
    "participant": {"room"},
    "unknown": set(),
}
VOTES = {"before": ["EEB", "EOB", "EEB", "EOB", "OOB", "OEB"], "after": ["BEB", "BOB", "BEB", "OOB", "BOB", "BEB"]}
Visit = Callable[[Grant | None], AppTest]


@pytest.fixture
def visit(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """The app as somebody with a grant sees it; two workshops are there."""
    bundle = rated_bundle(VOTES)
    bundle.add("standards", Standard(key="S1", level="must", text="Wir grüßen jeden.", department="Nord"))
    bundle.add("standards", Standard(key="S2", level="wow", text="Geheimer Wow im Süden.", department="Süd"))
    bundle.add("measures", Measure(key="M1", title="Klingel anbringen", department="Nord"))
    bundle.add("measures", Measure(key="M2", title="Geheime Klingel", department="Süd"))
    keep(bundle)
    other = small_bundle(OTHER)
    assert other.workshop is not None
    other.workshop.company = "Geheime Bäckerei"
    keep(other)

    with writing() as connection:
        new_account(connection, ANNA, creates=False)
        connection.execute(update(table("accounts")).values(id="anna"))
    add_owner(W, ANNA)

    def as_somebody(grant: Grant | None) -> AppTest:
        monkeypatch.setattr("components.access.current_grant", lambda: grant)
        monkeypatch.setattr("components.live.who.current_seat", lambda: None)
        return app

    return as_somebody


def shown(app: AppTest) -> str:
    """Every text of the page, tables left out."""
    protos = [getattr(node, "proto", None) for block in (app.main, app.sidebar) for node in block]
    return " ".join(MessageToString(proto, as_utf8=True) for proto in protos if proto is not None)


@pytest.mark.parametrize("who", GRANTS)
def test_a_page_opens_only_for_whom_it_is(visit: Visit, caplog: pytest.LogCaptureFixture, who: str) -> None:
    app, wrong = visit(GRANTS[who]), []
    for _group, file, _title, _icon, address in ROOMS:
        if who in ("owner", "co_facilitator") and address not in ("", "links", "settings", "my-department", "room"):
            continue  # opens as for a facilitator (test_rooms.py), and takes as long
        caplog.clear()
        app.query_params["w"] = OTHER
        app.switch_page(str(PAGES / file)).run()
        denied = NOT_YOURS in shown(app) or DOOR in shown(app)
        logged = any(line.startswith("Denied: role=") for line in caplog.messages)
        leads_home = not address and who in ("management", "head", "projector")
        if denied == (address in OPENS[who] or leads_home) or denied != logged or app.exception:
            wrong.append((address, denied, logged, [one.message for one in app.exception]))
        if "Geheime Bäckerei" in shown(app) or (denied and "Klingel" in shown(app)):
            wrong.append((address, "shows what it must not"))
    assert wrong == []


def test_a_head_sees_the_own_department_and_nothing_of_another(visit: Visit) -> None:
    page = visit(GRANTS["head"]).switch_page(str(PAGES / "share/department.py")).run()
    assert not page.exception
    assert [one.label for one in page.metric][:3] == [
        "Netto-Begeisterung unserer Touchpoints", "Gelebte Standards", "Offene To-dos",
    ]  # fmt: skip
    assert len(page.metric) == 3  # nothing of the whole company
    frames = str([frame.value for frame in page.dataframe])
    assert "Wir grüßen jeden." in frames
    assert "Klingel anbringen" in frames
    assert "Geheim" not in shown(page) + frames


def test_the_whole_company_is_shown_only_where_the_link_allows_it(visit: Visit) -> None:
    page = visit(Grant("head", W, "Nord", context=True)).switch_page(str(PAGES / "share/department.py")).run()
    assert [one.label for one in page.metric][-1] == "Ganzes Unternehmen"


def test_a_comment_reaches_the_facilitator_who_ticks_it_off(visit: Visit) -> None:
    page = unfolded(visit(GRANTS["head"]), "comments").switch_page(str(PAGES / "share/department.py")).run()
    page.text_area(key="comment_text").set_value("Bitte die Klingel zuerst.")
    next(one for one in page.button if one.label == "Senden").click().run()
    assert not page.exception
    assert [(one.department, one.text) for one in list_comments(W)] == [("Nord", "Bitte die Klingel zuerst.")]
    visit(Grant("facilitator")).switch_page(str(PAGES / "share/links.py")).run()
    assert "Klingel zuerst" in shown(page)
    key = list_comments(W)[0].key
    page.button(key=f"done_{key}").click().run()
    assert list_comments(W)[0].done_at is not None


def test_the_facilitator_makes_a_link_that_is_shown_once(visit: Visit) -> None:
    page = visit(Grant("facilitator", W)).switch_page(str(PAGES / "share/links.py")).run()
    page.text_input(key="link_note").set_value("Frau Beispiel")
    next(one for one in page.button if one.label == "Link erstellen").click().run()
    assert not page.exception
    assert not page.error, page.error[0].value
    (link,) = list_links(W)
    assert (link.role, link.department, link.note) == ("head", "Nord", "Frau Beispiel")
    assert "/s/" in shown(page)
    next(one for one in page.button if one.label == "Ich habe ihn weitergegeben").click().run()
    assert "/s/" not in shown(page)


def test_an_owner_lets_somebody_else_in_and_out_again_on_the_page_of_links(visit: Visit) -> None:
    add_account("ben@firma.example")
    page = visit(GRANTS["owner"]).switch_page(str(PAGES / "share/links.py")).run()
    assert not page.exception
    assert page.button(key="remove_anna").disabled
    for email, owners in (("eva@firma.example", 1), ("Ben@firma.example", 2)):
        page.text_input(key="owner_email").set_value(email)
        next(one for one in page.button if one.label == "Hinzufügen").click().run()
        assert not page.exception
        assert len(list_owners(W)) == owners
        assert bool(page.error) == (owners == 1)
    page.button(key=f"remove_{list_owners(W)[1].id}").click().run()
    assert [one.email for one in list_owners(W)] == [ANNA]


def test_on_a_laptop_where_nobody_signs_in_the_page_of_links_says_nothing_of_owners(visit: Visit) -> None:
    visit(None)
    remove_owner_rows()
    page = visit(Grant("facilitator")).switch_page(str(PAGES / "share/links.py")).run()
    assert not page.exception
    assert "owner_email" not in [one.key for one in page.text_input]


def remove_owner_rows() -> None:
    with writing() as connection:
        connection.execute(delete(table("owners")))
        connection.execute(delete(table("accounts")))


def test_who_owns_nothing_and_may_make_nothing_is_told_whom_to_ask(visit: Visit) -> None:
    page = visit(Grant("facilitator", account="ben")).run()
    assert not page.exception
    assert "Ihnen gehört noch kein Workshop" in shown(page)
    assert "Klingel" not in shown(page)
    assert not [one.key for one in page.button if str(one.key).startswith("sample_")]


def test_a_click_after_the_link_was_revoked_writes_nothing(visit: Visit) -> None:
    add_link(W, Wanted("management"))
    page = visit(Grant("facilitator", W)).switch_page(str(PAGES / "share/links.py")).run()
    visit(None)
    page.button(key=f"revoke_{list_links(W)[0].id}").click().run()
    assert DOOR in shown(page)
    assert list_links(W)[0].valid


def test_a_callback_that_goes_past_the_frame_is_denied_all_the_same(visit: Visit) -> None:
    """A page of the facilitator that is still open when the role changed: the command itself asks."""
    page = unfolded(visit(Grant("facilitator", W)), f"waves_card_{W}").switch_page(str(PAGES / "setup/settings.py"))
    page.run()
    before = load(W)["waves"]
    visit(GRANTS["management"])
    next(one for one in page.button if one.key == "wave_after").click().run()
    assert load(W)["waves"].equals(before)


def test_without_a_page_it_is_the_house_that_works() -> None:
    assert asking_now() == Grant("facilitator")


def test_what_changed_since_the_last_visit_is_told(visit: Visit) -> None:
    base = Standard(key="S1", level="must", text="Wir grüßen jeden.", department="Nord")
    app = unfolded(visit(GRANTS["head"]), "comments")
    app.session_state["visit_before"] = load_time()
    edit(W, "standards", [Edit(base, base.model_copy(update={"status": "live"}))])
    comment(W, "Nord", "Danke")
    page = app.switch_page(str(PAGES / "share/department.py")).run()
    assert not page.exception
    assert "Status → gelebt" in shown(page)
    assert "Danke" in shown(page)


def load_time() -> object:
    from data.store import list_workshops

    return list_workshops(first=W)[0].created_at


def unfolded(page: AppTest, *keys: str) -> AppTest:
    """Open cards and switches of the page, as a click does."""
    for key in keys:
        page.session_state[key] = True
    return page


def edited(page: AppTest, table: str, **values: str) -> AppTest:
    """Switch the tables of the page over, and change the first row of one."""
    unfolded(page, "department_edit").run()
    page.session_state[f"{table}_Nord_{W}_de_0"] = {"edited_rows": {0: values}, "added_rows": [], "deleted_rows": []}
    return page.run()


@pytest.mark.parametrize(("kind", "status"), [("standards", "live"), ("measures", "done")])
def test_a_head_edits_where_the_link_allows_it(visit: Visit, kind: str, status: str) -> None:
    page = visit(Grant("head", W, "Nord", edits=True)).run().switch_page(str(PAGES / "share/department.py")).run()
    edited(page, f"own_{kind}", status=status)
    assert not page.exception
    assert not page.error
    assert list(load(W)[kind]["status"]) == [status, {"standards": "proposed", "measures": "open"}[kind]]


def test_a_head_whose_link_lost_the_right_while_editing_is_told_and_nothing_is_stored(visit: Visit) -> None:
    page = visit(Grant("head", W, "Nord", edits=True)).run().switch_page(str(PAGES / "share/department.py")).run()
    visit(Grant("head", W, "Nord"))
    edited(page, "own_standards", status="live")
    assert list(load(W)["standards"]["status"]) == ["proposed", "proposed"]


def test_a_head_adds_a_to_do_of_the_own_department(visit: Visit) -> None:
    page = unfolded(visit(Grant("head", W, "Nord", edits=True)), "department_edit", "add_own_measure").run()
    page.switch_page(str(PAGES / "share/department.py")).run()
    page.text_input(key="own_measure_title").set_value("Fußmatte kaufen")
    next(one for one in page.button if one.key.startswith("own_measure_submit")).click().run()
    assert not page.exception
    added = load(W)["measures"].set_index("title").loc["Fußmatte kaufen"]
    assert (added["department"], added["status"]) == ("Nord", "open")


def test_a_head_who_may_only_read_is_offered_no_form_for_to_dos(visit: Visit) -> None:
    page = unfolded(visit(GRANTS["head"]), "department_edit", "add_own_measure").run()
    page.switch_page(str(PAGES / "share/department.py")).run()
    assert not page.exception
    assert not [one for one in page.toggle if one.key == "department_edit"]
    assert not [one for one in page.text_input if one.key == "own_measure_title"]
