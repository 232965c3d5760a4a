"""What only the person can know about a file: the questions a reading asks, each once, and the answers it was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from workshop.texts import Message
from workshop.workbook.meta import Meta
from workshop.workbook.problems import Problem

Step = Literal["sheets", "header", "shape", "columns", "values", "difference"]
STEPS: tuple[Step, ...] = ("sheets", "header", "shape", "columns", "values", "difference")
"""The order in which a person is asked; a step that asks nothing is skipped."""
Answers = Mapping[str, str]
"""Key of a question → code of the choice."""
LEFT_OUT = "-"
"""The choice "do not import", wherever a question offers it."""


@dataclass(frozen=True)
class Choice:
    """One way to answer: the code that is remembered, and how it is called."""

    code: str
    label: Message | str
    """A str is a text of the file itself (a header, a name) and is never translated."""


@dataclass(frozen=True)
class Question:
    """One question about a sheet, a column or a value; asked once for all cells it concerns.

    `key` is the same for the next file of the same make: "columns/Touchpoints/wer", "values/Touchpoints/bewertung/gut".
    """

    key: str
    step: Step
    code: str
    """Code of the problem it solves, such as C05."""
    sheet: str
    what: Message
    choices: tuple[Choice, ...]
    cells: tuple[str, ...] = ()
    """Addresses it concerns."""
    samples: tuple[str, ...] = ()
    """What stands there, a few."""
    rows: tuple[tuple[str, ...], ...] = ()
    """A piece of the sheet to look at, each row beginning with its number."""
    proposal: str = ""
    """The choice that is preselected; "" = none."""
    settled: bool = False
    """The proposal holds without asking; the question is there so that the person can change it."""
    answer: str = ""
    """The code of the person's choice; "" = not answered."""

    @property
    def taken(self) -> str:
        """What the reading goes by: the answer, else a settled proposal, else ""."""
        return self.answer or (self.proposal if self.settled else "")

    @property
    def open(self) -> bool:
        """Whether the person still has to be asked."""
        return not self.taken

    def label(self, code: str) -> Message | str:
        """How the choice with a code is called; the code itself when there is no such choice."""
        return next((choice.label for choice in self.choices if choice.code == code), code)


@dataclass
class Interview:
    """The questions of one reading in the order they came up, answered as far as the answers go."""

    answers: Answers = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    """What has to be said of a sheet before its tables are found."""
    wave: str = "before"
    """The wave of votes that name none."""
    pseudonyms: dict[str, str] = field(default_factory=dict)
    """Name of a participant → the number it was replaced by, the same on every sheet of the file."""
    language: str = "de"
    """The workshop's language, for names that are made up."""
    exported: Meta | None = None
    """What the file remembers of its export, when it is one of ours."""
    waves: frozenset[str] = frozenset()
    """Keys of the waves that are known already."""

    def ask(self, question: Question) -> str:
        """Put a question; returns the code to go by, "" while it is open. An answer that is no choice is none."""
        given = self.answers.get(question.key, "")
        asked = replace(question, answer=given if given in {c.code for c in question.choices} else "")
        self.questions[question.key] = asked
        return asked.taken

    @property
    def open(self) -> list[Question]:
        """The questions nobody has answered."""
        return [q for q in self.questions.values() if q.open]


def key_of(step: Step, *parts: str) -> str:
    """The key of a question: its step and what it is about, joined by "/" ("/" inside a part becomes "⁄")."""
    return "/".join([step, *(part.replace("/", "⁄") for part in parts)])
