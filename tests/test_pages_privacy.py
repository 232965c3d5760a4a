"""The facilitator keeps, hands over, deletes and takes back: on the set-up page, the overview and the change log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from live_rooms import WORKSHOP, opened, person, step
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from components.people import consequences, workbook_of
from components.room import Room
from components.rooms import PAGES
from data.commands import Edit, create_workshop, edit, keep
from data.history import AT_ONCE
from data.live_seats import seat_of
from data.live_votes import vote
from data.people import stored_about
from data.retention import keep_until, last_day
from data.store import load
from data.waves import close_wave
from tests.small_workshops import small_bundle as rated_bundle
from workshop.records import Measure, Standard, Workshop
from workshop.retention import months_after
from workshop.rights import Grant

TODAY = datetime.now(UTC).date()
MEASURE = Measure(key="M1", title="Klingel *anbringen*", department="Nord")


def at(app: AppTest, page: str) -> AppTest:
    app.run()
    return app.switch_page(str(PAGES / page)).run()


def texts(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in [*app.main.markdown, *app.main.caption, *app.main.info])


def button(app: AppTest, label: str) -> Any:
    return next(one for one in app.button if one.label == label)


@pytest.fixture
def rated(database: str) -> str:
    bundle = rated_bundle({"before": ["EEB", "EOB", "EEB", "EOB", "OOB", "OEB"]})
    bundle.add("measures", MEASURE)
    bundle.add("standards", Standard(key="S1", level="must", text="Wir grüßen jeden.", department="Nord"))
    return keep(bundle)[0]


def done(workshop_id: str, **values: Any) -> Measure:
    current = load(workshop_id).records("measures")[0]
    changed = current.model_copy(update=values)
    edit(workshop_id, "measures", [Edit(current, changed)])
    return changed


def test_the_log_says_in_words_what_became_what_and_takes_it_back(app: AppTest, rated: str) -> None:
    done(rated, status="done")
    edit(rated, "standards", [Edit(None, Standard(key="S2", level="wow", text="Ein Gruß zum Geburtstag."))])
    page = at(app, "share/changes.py")
    assert not app.exception
    said = texts(page)
    assert "Status: offen :material/arrow_forward: **erledigt**" in said
    assert r"Klingel \*anbringen\*" in said
    assert "Moderation · 1 × Maßnahmen" in said.replace("\\", "")
    assert said.index("Geburtstag") < said.index("erledigt")
    [one for one in page.button if one.label == "Zurücknehmen"][1].click().run()
    assert not app.exception
    assert load(rated)["measures"]["status"].tolist() == ["open"]
    assert "zurückgenommen" in texts(app)


def test_a_conflict_is_said_and_nothing_is_taken_back(app: AppTest, rated: str) -> None:
    done(rated, status="in_progress")
    done(rated, status="done")
    page = at(app, "share/changes.py")
    [one for one in page.button if one.label == "Zurücknehmen"][1].click().run()
    assert "noch einmal geändert" in app.error[0].value
    assert load(rated)["measures"]["status"].tolist() == ["done"]
    assert len([one for one in app.button if one.label == "Zurücknehmen"]) == 2


def test_the_log_is_filtered_by_kind_and_words_and_comes_in_pages(app: AppTest, rated: str) -> None:
    for number in range(AT_ONCE + 1):
        done(rated, progress_pct=number)
    edit(rated, "standards", [Edit(None, Standard(key="S2", level="wow", text="Ein Gruß zum Geburtstag."))])
    page = at(app, "share/changes.py")
    assert len(page.main.markdown) == 2 * AT_ONCE
    page.selectbox(key=f"log_kind_{rated}").select("standards").run()
    assert "Geburtstag" in texts(app)
    assert "Fortschritt" not in texts(app)
    page.selectbox(key=f"log_kind_{rated}").select("").run()
    page.text_input(key=f"log_words_{rated}").input("fortschritt 17").run()
    assert len(app.main.markdown) == 4  # 16 → 17, 17 → 18
    page.text_input(key=f"log_words_{rated}").input("Blasmusik").run()
    assert "nichts gefunden" in app.info[0].value
    assert not app.exception


def test_an_empty_log_says_so(app: AppTest, database: str) -> None:
    create_workshop(Workshop(id="WS-LEER", company="Leer"))
    assert "noch nichts geändert" in at(app, "share/changes.py").info[0].value


def test_the_last_day_is_chosen_from_presets(app: AppTest, rated: str) -> None:
    app.session_state[f"kept_card_{rated}"] = True
    page = at(app, "setup/settings.py")
    assert "aufbewahrt, bis ihn jemand löscht" in texts(page)
    page.selectbox(key=f"kept_{rated}").select(12).run()
    button_of(app, rated).click().run()
    assert last_day(rated) == months_after(TODAY, 12)
    app.selectbox(key=f"kept_{rated}").select("endless").run()
    button_of(app, rated).click().run()
    assert last_day(rated) is None
    assert not app.exception


def button_of(app: AppTest, workshop_id: str) -> Any:
    return app.button(key=f"save_kept_{workshop_id}")


def test_who_may_not_delete_the_workshop_only_reads_how_long_it_is_kept(
    app: AppTest, rated: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_until(rated, TODAY + timedelta(days=10))
    monkeypatch.setattr("components.access.current_grant", lambda: Grant("co_facilitator", rated))
    app.session_state[f"kept_card_{rated}"] = True
    page = at(app, "setup/settings.py")
    assert "aufbewahrt" in texts(page)
    assert not [one for one in page.button if str(one.key).startswith("save_kept")]
    overview = at(app, "setup/overview.py")
    assert "in 10 Tagen" in texts(overview)
    assert not [one for one in overview.button if one.key == "keep_longer"]


def test_the_overview_tells_thirty_days_before_and_one_click_keeps_it_longer(app: AppTest, rated: str) -> None:
    last = TODAY + timedelta(days=30)
    keep_until(rated, last)
    page = at(app, "setup/overview.py")
    assert "in 30 Tagen" in texts(page)
    page.button(key="keep_longer").click().run()
    assert last_day(rated) == months_after(last, 12)
    assert "Tagen gelöscht" not in texts(app)


def test_one_person_is_deleted_after_the_pseudonym_was_typed_and_told_before_what_goes(
    app: AppTest, rated: str
) -> None:
    app.session_state[f"participants_card_{rated}"] = True
    app.session_state[f"kept_card_{rated}"] = True
    page = at(app, "setup/settings.py")
    people = list(load(rated)["participants"]["key"])
    page.selectbox(key=f"person_chosen_{rated}_{len(people)}").select(people[0]).run()
    assert "3 × Bewertungen" in texts(app).replace("\\", "")
    assert app.button(key="person_delete").disabled
    app.radio(key="person_way").set_value("all").run()
    assert "Alle Antworten werden gelöscht" in texts(app).replace("\\", "")
    app.text_input(key=f"person_typed_{people[0]}").input(people[0]).run()
    app.button(key="person_delete").click().run()
    assert not app.exception
    assert list(load(rated)["participants"]["key"]) == people[1:]
    assert people[0] not in set(load(rated)["ratings"]["participant"])


def test_the_workbook_about_a_person_holds_every_table_in_words_and_no_formula(database: str) -> None:
    opened(anonymity="named")
    token = person("Verkauf", "=Anna")
    step("start_rating", "before", "all")
    vote(token, "T1", rating=-1, relevance=4)
    close_wave(WORKSHOP, "before")
    key = str(seat_of(token).participant)  # type: ignore[union-attr]
    about = stored_about(WORKSHOP, key)
    room = Room(load(WORKSHOP), ("", WORKSHOP, (0, 0, "")))
    for language, rating in (("de", "enttäuscht"), ("en", "disappointed")):
        book = load_workbook(BytesIO(workbook_of(room, about, language)))
        cells = [(cell.value, cell.data_type) for sheet in book for row in sheet.iter_rows() for cell in row]
        values = {value for value, _kind in cells}
        assert {key, "=Anna", rating, "T1 – Schaufenster", "Verkauf"} <= values
        assert {kind for _value, kind in cells} <= {"s", "n", "d", "b"}
        assert len(book.sheetnames) == 5


def test_what_is_told_before_deleting_fits_what_is_there(database: str) -> None:
    opened(anonymity="named")
    token = person("Verkauf", "Anna Beispielhuber")
    step("start_rating", "before", "all")
    vote(token, "T1", rating=-1)
    edit(WORKSHOP, "measures", [Edit(None, Measure(key="M8", title="Teig", responsible="anna beispielhuber"))])
    key = str(seat_of(token).participant)  # type: ignore[union-attr]
    about = stored_about(WORKSHOP, key)
    said = " ".join(consequences(about, keep=True))
    assert "1 answers of open measurements go" in said or "1 Antworten offener Messungen" in said
    assert "M8" in said
