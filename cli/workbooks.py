"""Commands about workbooks: in, checked, out, their figures, an empty one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.common import REFUSED, Language, speak, write
from data.commands import keep
from data.import_rows import Source as Imported
from data.migrate import migrate
from data.store import load
from workshop.dossier import Dossier
from workshop.texts import Refusal, message, say
from workshop.workbook.compared.context import context_of
from workshop.workbook.compared.difference import Difference, compare
from workshop.workbook.files.child import read_path
from workshop.workbook.reading import Reading
from workshop.workbook.report import check_report, refusal_report

app = typer.Typer()


def answers_in(path: Path | None) -> dict[str, str]:
    """The answers in a JSON file: key of a question → code of a choice, as `check --json` names them."""
    if path is None:
        return {}
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise typer.BadParameter(f"{path}: {error}") from None
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise typer.BadParameter(f'{path}: one object {{"key of a question": "code of a choice"}} is needed')
    return given


Source = Annotated[Path, typer.Argument(help="A workbook, a CSV file, a ZIP or a folder of CSV files.")]
AnswerFile = Annotated[Path | None, typer.Option("--answers", help="JSON file with answers to the questions asked.")]
Into = Annotated[str, typer.Option(help="Short name of the workshop the file is added to.")]


@app.command("import")
def import_(path: Source, into: Into = "", answers: AnswerFile = None, language: Language = "de") -> None:
    """Store a workbook as a new workshop, or add it --into an existing one; open questions are left out and named."""
    migrate()
    reading, difference = compared(path, into, answers_in(answers), language)
    for question in [*reading.questions, *difference.questions]:
        if question.open:
            typer.echo(say(question.what, language), err=True)
    for problem in reading.problems:
        typer.echo(say(problem.message, language), err=True)
    source = Imported(reading.file, reading.make, difference.counts)
    workshop_id, kept = keep(difference.bundle, into=into or None, source=source)
    unchanged = sum(change.status == "unchanged" for change in difference.changes)
    stored = message("{name}: {new} new, {changed} changed, {unchanged} unchanged.", name=workshop_id,
                     new=kept.new, changed=kept.changed, unchanged=kept.unchanged + unchanged)  # fmt: skip
    typer.echo(say(stored, language))


@app.command()
def check(
    file: Source,
    as_json: Annotated[bool, typer.Option("--json", help="Print one object.")] = False,
    into: Into = "",
    answers: AnswerFile = None,
    language: Language = "de",
) -> None:
    """Read a file as `import` would, store nothing, and report what would be kept, every question and problem."""
    try:
        report = checked(file, into, answers_in(answers), language)
    except Refusal as refusal:
        report = refusal_report(file.name, refusal, language)
    typer.echo(json.dumps(report, ensure_ascii=False, indent=2) if as_json else _summary(report))
    if report["status"] == "refused":
        raise typer.Exit(REFUSED)


@app.command()
def export(
    workshop: str,
    file: Path,
    language: Annotated[str, typer.Option(help="de or en; the workshop's own by default.", callback=speak)] = "",
) -> None:
    """Write a whole workshop as a workbook that can be edited and read in again."""
    from workshop.workbook.out.export import export_workbook  # only here: each command starts as fast as it can

    migrate()
    dossier = load(workshop)
    write(file, export_workbook(dossier, language or dossier.workshop.language, figures_of(dossier)))


@app.command()
def figures(
    workshop: str,
    as_json: Annotated[bool, typer.Option("--json", help="In one line, for programs.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Every test and interval, each with its method.")] = False,
    language: Annotated[str, typer.Option(help="Of methods and sentences with --all: de or en.", callback=speak)] = "",
) -> None:
    """Print the figures of a workshop; null where nothing can be computed."""
    migrate()
    dossier = load(workshop)
    values = everything_of(dossier, language or dossier.workshop.language) if everything else figures_of(dossier)
    typer.echo(json.dumps(values, ensure_ascii=False, indent=None if as_json else 2, allow_nan=False))


@app.command()
def template(file: Path, language: Language = "de") -> None:
    """Write an empty workbook with drop-downs, notes and an example, to be filled in by the client."""
    from workshop.workbook.out.template import template_workbook

    write(file, template_workbook(language))


def figures_of(dossier: Dossier) -> dict[str, Any]:
    """Every figure of a workshop."""
    from workshop.figures.document import (
        figures as compute,  # brings scipy and statsmodels, which the other commands do without
    )

    return compute(dossier)


def everything_of(dossier: Dossier, language: str) -> dict[str, Any]:
    """Everything the method can say about a workshop."""
    from workshop.figures.full_document import all_figures_document

    return all_figures_document(dossier, language)


def checked(file: Path, into: str, answers: dict[str, str], language: str) -> dict[str, Any]:
    """The report of a file, compared with the workshop it would be added to."""
    if into:
        migrate()
    reading, difference = compared(file, into, answers, language)
    return check_report(reading, language, difference.counts, difference.questions)


def compared(file: Path, into: str, answers: dict[str, str], language: str) -> tuple[Reading, Difference]:
    """What a file says, and what that changes in the workshop it would be added to, or in a new one."""
    dossier = load(into) if into else None
    known = context_of(dossier) if dossier else None
    reading = read_path(file, language=language, known=known, answers=answers)
    return reading, compare(reading, dossier, answers)


def _summary(report: dict[str, Any]) -> str:
    said = [report.get("message", ""), *(q["message"] for q in report["questions"] if q["open"])]
    lines = [*said, *(problem["message"] for problem in report["problems"])]
    return "\n".join(line for line in lines if line)
