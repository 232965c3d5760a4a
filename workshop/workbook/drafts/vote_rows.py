"""What vote rows carry beside the vote: the vote once more as a word, and the day it was given."""

from __future__ import annotations

from datetime import date

from workshop.records import Record, Wave
from workshop.texts import message
from workshop.workbook.drafts.drafts import Draft
from workshop.workbook.files.sheets import shown
from workshop.workbook.problems import Unreadable
from workshop.workbook.values.asking import Meanings, column_of, distinct
from workshop.workbook.values.date_columns import date_meanings
from workshop.workbook.values.ratings import scale_of


def take_word(draft: Draft) -> None:
    """Use the word beside a vote where the vote is missing; where the two contradict each other, hold the row back."""
    word = draft.extra.get("rating_word")
    if word is None:
        return
    try:
        meant = scale_of([word]).read(word)
    except Unreadable as trouble:
        draft.unreadable("rating_word", word, trouble)
        return
    if draft.values.get("rating") is None:
        draft.values["rating"] = meant
    elif meant != draft.values["rating"]:
        what = message(
            "The rating {number} and the word “{word}” beside it contradict each other. Correct one of them.",
            number=str(draft.values["rating"]),
            word=shown(word),
        )
        draft.say("V06", "error", "rating_word", shown(word), what)


class Days:
    """The days on which the votes of each wave were given."""

    def __init__(self) -> None:
        self.seen: dict[str, dict[date, Draft]] = {}
        self.columns: dict[int, Meanings] = {}
        """Table → what its days mean."""

    def note(self, draft: Draft) -> None:
        """Remember the day of a vote; say when it is no date."""
        if "rated_on" not in draft.extra:
            return
        table, value = draft.table, draft.extra["rated_on"]
        if id(table) not in self.columns:
            self.columns[id(table)] = date_meanings(column_of(table, "rated_on"))
        place = (draft.row, table.fields["rated_on"])
        meaning = self.columns[id(table)][distinct(table, place, value)]
        if meaning.trouble:
            draft.unreadable("rated_on", value, meaning.trouble)
        if meaning.value is None and (meaning.trouble or meaning.state != "taken"):
            table.refused.add(place)
        elif meaning.value is not None:
            self.seen.setdefault(draft.values["wave"], {}).setdefault(meaning.value, draft)

    def date(self, waves: list[Record]) -> None:
        """Date the waves that have no day by the first day of their votes."""
        for wave in waves:
            if isinstance(wave, Wave) and wave.held_on is None and wave.key in self.seen:
                days = self.seen[wave.key]
                wave.held_on = min(days)
                for day in sorted(days)[1:]:
                    what = message(
                        "The votes of one wave carry several days; {first} was taken for all of them.",
                        first=wave.held_on,
                    )
                    days[day].say("V08", "note", "rated_on", shown(day), what, taken=shown(wave.held_on))
