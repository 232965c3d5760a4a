"""What customers and audiences said: voices of customer-journey.app, questions from Particify and arsnova.eu."""

from __future__ import annotations

from workshop.texts import message
from workshop.texts import say as spoken
from workshop.workbook.files.sheets import Sheet
from workshop.workbook.questions import Interview
from workshop.workbook.shapes.export import Export
from workshop.workbook.shapes.grid import Cell, Grid, Touchpoints


def voice_views(export: Export, taken: str, interview: Interview) -> list[Sheet]:
    """One customer a row: its score is a rating of the touchpoint called like its stage, its words a conversation."""
    found = Touchpoints(export.header("stage"))
    ratings = Grid("customer_ratings", ["customer", "touchpoint", "rating"], export.header("score"))
    said = Grid(
        "conversations", ["customer", "occasion", "touchpoint", "done_on", "customer_statement"], export.header("date")
    )
    for number, row in enumerate(export.rows, start=1):
        name = spoken(message("Customer {number}", number=str(number)), interview.language)
        stage = export.cell(row, "stage")
        if stage and stage.home:
            found.add(export.text(row, "stage").casefold(), stage)
        if export.value(row, "score") is not None:
            ratings.add(Cell(export.place(row, "score"), name), stage, export.cell(row, "score"))
        if words := export.cell(row, "verbatim"):
            occasion = spoken(message("Customer survey"), interview.language)
            said.add(Cell(words.home, name), Cell(words.home, occasion), stage, export.cell(row, "date"), words)
    made = [grid.view(export.sheet, "voices") for grid in (ratings, said) if not grid.empty]
    return [*([found.view(export.sheet, "voices")] if found.names else []), *made]


def question_views(export: Export, taken: str, interview: Interview) -> list[Sheet]:
    """Each question from the audience as a measure, or as what a customer said."""
    if taken == "measures":
        grid = Grid("measures", ["title"], export.header("frage"))
    else:
        grid = Grid("conversations", ["customer", "occasion", "customer_statement"], export.header("frage"))
    for number, row in enumerate(export.filled("frage"), start=1):
        place, words = export.place(row, "frage"), Cell(export.place(row, "frage"))
        name = spoken(message("Customer {number}", number=str(number)), interview.language)
        occasion = spoken(message("Question from the audience"), interview.language)
        grid.add(*([words] if taken == "measures" else [Cell(place, name), Cell(place, occasion), words]))
    return [] if grid.empty else [grid.view(export.sheet, "voices")]
