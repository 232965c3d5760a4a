"""The same house from the command line: workbooks in and out, figures, a link. `python manage.py --help`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from data.access import make_link
from data.commands import keep
from data.migrate import migrate
from data.store import load
from workshop.dossier import Dossier
from workshop.texts import Refusal, message, say
from workshop.workbook.child import read_path
from workshop.workbook.context import context_of
from workshop.workbook.report import check_report

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help="Touchpoint-Werkstatt")

Source = Annotated[Path, typer.Argument(exists=True, readable=True)]
Language = Annotated[str, typer.Option(help="Language of what is said and written: de or en.")]
REFUSED = 3
"""Exit status when a file cannot be taken."""


@app.command("import")
def import_(path: Source, into: str = "", language: Language = "de") -> None:
    """Store a workbook, a ZIP or a folder of CSV files as a new workshop, or add it --into an existing one."""
    migrate()
    known = context_of(load(into)) if into else None
    reading = read_path(path, language=language, known=known)
    for problem in reading.problems:
        typer.echo(say(problem.message, language), err=True)
    workshop_id, kept = keep(reading.bundle, into=into or None)
    stored = message("{name}: {new} new, {changed} changed, {unchanged} unchanged.", name=workshop_id,
                     new=kept.new, changed=kept.changed, unchanged=kept.unchanged)  # fmt: skip
    typer.echo(say(stored, language))


@app.command()
def check(file: Source, as_json: Annotated[bool, typer.Option("--json")] = False, language: Language = "de") -> None:
    """Read a file as `import` would, store nothing, and report what would be kept and every problem."""
    try:
        report = check_report(read_path(file, language=language, known=None), language)
    except Refusal as refusal:
        report = {"status": "refused", "message": say(refusal.message, language), "sheets": [], "problems": []}
    typer.echo(json.dumps(report, ensure_ascii=False, indent=2) if as_json else _summary(report))
    if report["status"] == "refused":
        raise typer.Exit(REFUSED)


@app.command()
def export(workshop: str, file: Path, language: str = "") -> None:
    """Write a whole workshop as a workbook that can be edited and read in again."""
    from workshop.workbook.export import export_workbook  # only here: each command starts as fast as it can

    migrate()
    dossier = load(workshop)
    file.write_bytes(export_workbook(dossier, language or dossier.workshop.language, figures_of(dossier)))


@app.command()
def figures(workshop: str, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Print every figure of a workshop; null where nothing can be computed."""
    migrate()
    values = figures_of(load(workshop))
    typer.echo(json.dumps(values, ensure_ascii=False, indent=None if as_json else 2, allow_nan=False))


@app.command()
def template(file: Path, language: Language = "de") -> None:
    """Write an empty workbook with drop-downs, notes and an example, to be filled in by the client."""
    from workshop.workbook.template import template_workbook

    file.write_bytes(template_workbook(language))


@app.command()
def link(port: int = 8501, hours: float = 12) -> None:
    """Make a new link for the facilitator and print it."""
    migrate()
    typer.echo(f"http://localhost:{port}/s/{make_link(hours=hours)}")


def figures_of(dossier: Dossier) -> dict[str, Any]:
    """Every figure of a workshop."""
    from workshop.figures import figures as compute  # brings scipy and statsmodels, which the other commands do without

    return compute(dossier)


def _summary(report: dict[str, Any]) -> str:
    lines = [report.get("message", ""), *(problem["message"] for problem in report["problems"])]
    return "\n".join(line for line in lines if line)


def main() -> None:
    """Run a command; a refusal is one sentence on standard error and exit status 3, never a traceback."""
    try:
        app()
    except Refusal as refusal:
        typer.echo(say(refusal.message, "de"), err=True)
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
