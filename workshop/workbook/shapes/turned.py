"""A journey map on its side: phases or touchpoints stand in columns, channel, rating and barriers in rows."""

from __future__ import annotations

from workshop.texts import message
from workshop.workbook.files.sheets import Position, Sheet, Value, rearranged, shown
from workshop.workbook.layout.header import known
from workshop.workbook.questions import LEFT_OUT, Choice, Interview
from workshop.workbook.shapes.asking import AS_IT_IS, OUT, ROWS, ask_shape, name_of, say_left
from workshop.workbook.shapes.lists import comparable, meanings
from workshop.workbook.values.vocabulary import code_words, kinds, listed_headers, normal_header, normal_value

TURN = "turn"
LANES = 2
"""So many known lanes below each other make a map on its side."""
PHASES = 2
"""So many known phases beside each other make a row of phases."""
MOST_ROWS = 200
"""A map on its side has few rows."""
TOUCHPOINT, PHASE = "Touchpoint", "Phase"


def turned_views(sheet: Sheet, interview: Interview) -> list[Sheet] | None:
    """The map turned upright, one touchpoint a row; None when the sheet is no map on its side."""
    if len(sheet.rows) > MOST_ROWS:
        return None
    lanes = lanes_of(sheet)
    top = top_row(sheet, lanes)
    if len(lanes) < LANES or not top or not speaks_for_lanes(sheet, lanes, top):
        return None
    what = message(
        "On the sheet “{sheet}” the phases or touchpoints stand beside each other in columns. Turn the table?",
        sheet=sheet.name,
    )
    choices = (Choice(TURN, message("turn it: each column is a touchpoint")), AS_IT_IS, OUT)
    cells = [sheet.address(row, label_column(sheet)) for row in lanes]
    taken = ask_shape(sheet, interview, "turn", "B04", what, choices, TURN, row=top, cells=cells)
    if taken == ROWS:
        return [sheet]
    if taken in ("", LEFT_OUT):
        say_left(sheet, interview, "B04", taken, top)
        return []
    return [turned(sheet, lanes, top)]


def label_column(sheet: Sheet) -> int:
    return min(c for _, c in sheet.cells)


def lanes_of(sheet: Sheet) -> dict[int, str]:
    """Row → header of a touchpoint table that its first cell stands for; each header once."""
    entry, column = kinds()["touchpoints"], label_column(sheet)
    lanes: dict[int, str] = {}
    for row, cells in sheet.rows.items():
        label = cells.get(column)
        word = comparable(label) if isinstance(label, str) else ""
        vague = word in listed_headers("vague_headers")
        own = shown(label) if label is not None and not vague and (word in entry.fields or word in entry.extras) else ""
        header = own or meanings("lanes").get(word, "")
        if header and normal_header(header) not in map(normal_header, lanes.values()):
            lanes[row] = header
    return lanes


def top_row(sheet: Sheet, lanes: dict[int, str]) -> int:
    """The row with which the map begins: the first one with two cells beside the labels, at the latest a lane."""
    column = label_column(sheet)
    wide = [row for row, cells in sheet.rows.items() if sum(1 for c in cells if c > column) >= 2]
    return next((row for row in wide if not lanes or row <= max(lanes)), 0)


def speaks_for_lanes(sheet: Sheet, lanes: dict[int, str], top: int) -> bool:
    """Whether the first column says more than any row: known lanes, with phases or touchpoints among them."""
    column = label_column(sheet)
    beside = [{c: v for c, v in cells.items() if c > column} for row, cells in sheet.rows.items() if row >= top]
    in_rows = max((known(cells) for cells in beside if cells), default=0)
    named = any(is_phases(sheet, row) for row in sheet.rows) or top not in lanes or is_lane(lanes, "name")
    return in_rows < min(len(lanes), 2) and named


def is_lane(lanes: dict[int, str], field: str) -> bool:
    return any(kinds()["touchpoints"].fields.get(normal_header(header)) == field for header in lanes.values())


def is_phases(sheet: Sheet, row: int) -> bool:
    """Whether phases stand beside each other in a row."""
    words = code_words("touchpoints", "phase")
    return sum(1 for v in sheet.rows[row].values() if normal_value(v) in words) >= PHASES


def turned(sheet: Sheet, lanes: dict[int, str], top: int) -> Sheet:
    """The map with its lanes as columns; titles above it stay above the header."""
    column = label_column(sheet)
    rows = [row for row in sheet.rows if row >= top]
    titles = [row for row in sheet.rows if row < top]
    header = len(titles) + 1
    origin: dict[Position, Position] = {(n, c): (row, c) for n, row in enumerate(titles, 1) for c in sheet.rows[row]}
    written: dict[Position, Value] = {}
    for place, (row, name) in enumerate(columns_of(sheet, rows, lanes, top), start=1):
        origin[header, place] = (row, column) if (row, column) in sheet.cells else (row, min(sheet.rows[row]))
        if name:
            written[header, place] = name
        for n, c in enumerate(record_columns(sheet, rows, column), start=header + 1):
            if home := covering(sheet, (row, c)):
                origin[n, place] = home
    view = rearranged(sheet, origin, "turned", written)
    view.kind, view.tag = "touchpoints", f"{name_of(sheet)} turned"
    return view


def record_columns(sheet: Sheet, rows: list[int], column: int) -> list[int]:
    """The columns of the map beside its labels; a column that only a merged phase covers is no touchpoint."""
    return sorted({c for row in rows for c in sheet.rows[row] if c > column})


def columns_of(sheet: Sheet, rows: list[int], lanes: dict[int, str], top: int) -> list[tuple[int, str]]:
    """Row of the map → header in the view ("" = its own), in order.

    The row on top may stand for phase and touchpoint both; what it names is no phase unless the phases are known.
    """
    columns: list[tuple[int, str]] = []
    for row in rows:
        named_phase = is_lane({row: lanes.get(row, "")}, "phase")
        if not named_phase and (row in lanes or row != top):
            columns.append((row, lanes.get(row, "")))
            continue
        phases, names = is_phases(sheet, row), is_lane(lanes, "name")
        columns += [(row, PHASE)] if phases else []
        columns += [(row, TOUCHPOINT)] if row == top and not names else []
        columns += [(row, lanes.get(row, ""))] if names and not phases else []
    return columns


def covering(sheet: Sheet, place: Position) -> Position | None:
    """The filled cell that stands at a place, or that is merged over it from the left."""
    if place in sheet.cells or place in sheet.errors:
        return place
    row, column = place
    for area in sheet.merges:
        if area[0] == row and area[1] < column <= area[3] and area[:2] in sheet.cells:
            return row, area[1]
    return None
