"""The same house from the command line: workbooks in and out, figures, backups, a link. `python manage.py --help`."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import astuple
from pathlib import Path
from typing import Annotated, Any

import typer

from data.access import make_link
from data.accounts import add_account, list_accounts, remove_account, set_password
from data.backup import back_up
from data.commands import keep
from data.forgetting import forget
from data.import_rows import Source as Imported
from data.links import revoke_all
from data.migrate import migrate
from data.move import move as move_all
from data.people import stored_about
from data.restore import restore as put_back
from data.retention import over_time
from data.retention import purge as delete_over
from data.settings import backup_folder
from data.store import load
from workshop.dossier import Dossier
from workshop.texts import LANGUAGES, Refusal, message, say
from workshop.workbook.compared.context import context_of
from workshop.workbook.compared.difference import Difference, compare
from workshop.workbook.files.child import read_path
from workshop.workbook.reading import Reading
from workshop.workbook.report import check_report, refusal_report

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help="Touchpoint-Werkstatt")

participant = typer.Typer(no_args_is_help=True, help="What is stored about one participant: export it, delete it.")
app.add_typer(participant, name="participant")

REFUSED = 3
"""Exit status when a file cannot be taken."""
spoken_language = "de"
"""Language of a refusal, which may come before or after the command has read its options."""


def speak(language: str) -> str:
    """Check --language and remember it for refusals."""
    global spoken_language
    if language and language not in LANGUAGES:
        raise typer.BadParameter("de or en")
    spoken_language = language or spoken_language
    return language


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
Language = Annotated[str, typer.Option(help="Language of what is said and written: de or en.", callback=speak)]
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


@app.command()
def link(port: int = 8501, hours: float = 12) -> None:
    """Make a new link for the facilitator and print it."""
    migrate()
    address = os.environ.get("PUBLIC_URL", "").strip().rstrip("/") or f"http://localhost:{port}"
    typer.echo(f"{address}/s/{make_link(hours=hours)}")


account = typer.Typer(no_args_is_help=True, help="Facilitators who sign in with e-mail and password.")
links = typer.Typer(no_args_is_help=True, help="All links at once.")
app.add_typer(account, name="account")
app.add_typer(links, name="links")


@account.command("add")
def add_account_(
    email: str,
    name: str = "",
    creates: Annotated[bool, typer.Option("--create/--no-create", help="May make workshops.")] = True,
    by_provider: Annotated[bool, typer.Option("--no-password", help="Signs in through the provider only.")] = False,
    language: Language = "de",
) -> None:
    """Let a facilitator sign in; asks for the password, which is shown nowhere."""
    migrate()
    add_account(email, "" if by_provider else asked_password(), name=name, creates=creates)
    typer.echo(say(message("“{email}” can sign in now.", email=email), language))


@account.command("list")
def list_accounts_() -> None:
    """Print every account: e-mail, password or provider, may create, workshops, last signed in, name."""
    migrate()
    for one in list_accounts():
        used = f"{one.last_used_at:%Y-%m-%d}" if one.last_used_at else "-"
        way, creates = "password" if one.has_password else "provider", "create" if one.creates else "-"
        typer.echo("\t".join([one.email, way, creates, str(one.workshops), used, one.name]))


@account.command("password")
def new_password(email: str, language: Language = "de") -> None:
    """Give an account a new password; whoever is signed in with it is out."""
    migrate()
    set_password(email, asked_password())
    typer.echo(say(message("“{email}” has a new password.", email=email), language))


@account.command("remove")
def remove_account_(email: str, language: Language = "de") -> None:
    """Let somebody in no more, not through the provider either; the workshops stay."""
    migrate()
    left = remove_account(email)
    typer.echo(say(message("“{email}” is out, and stays out until “account add”.", email=email), language))
    if left:
        typer.echo(say(message("Nobody owns these workshops any more: {names}.", names=", ".join(left)), language))


@links.command("revoke-all")
def revoke_all_(
    sure: Annotated[bool, typer.Option("--yes", prompt="Everybody but the phones has to come in anew. Sure?")] = False,
    language: Language = "de",
) -> None:
    """Make every link worthless and sign everybody out; phones keep their seats."""
    if not sure:
        raise typer.Exit(1)
    migrate()
    typer.echo(say(message("{n} links and visits are void.", n=revoke_all()), language))


def asked_password() -> str:
    """A password typed twice, without showing it."""
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


@app.command()
def backup(
    folder: Annotated[Path | None, typer.Argument(help="Where to; BACKUP_FOLDER or var/backups by default.")] = None,
    keep_newest: Annotated[int | None, typer.Option("--keep", min=1, help="Delete all but so many backups.")] = None,
    language: Language = "de",
) -> None:
    """Copy the whole database into a new file, while the app is running; prints its name."""
    typer.echo(back_up(folder or backup_folder(), keep=keep_newest))


@app.command()
def restore(
    file: Path,
    replace: Annotated[bool, typer.Option("--replace", help="Back up what is there, then replace it.")] = False,
    language: Language = "de",
) -> None:
    """Bring a backup back, all of it or nothing. Stop the app before."""
    counts, before = put_back(file, replace=replace)
    if before:
        typer.echo(say(message("What was there before is in “{file}”.", file=str(before)), language))
    typer.echo(said_of(counts, language))


@app.command()
def purge(
    dry: Annotated[bool, typer.Option("--dry-run", help="Only say what is over its time.")] = False,
    language: Language = "de",
) -> None:
    """Delete the workshops whose last day is over; the running app does the same once a day."""
    migrate()
    if dry:
        for workshop_id in over_time():
            typer.echo(workshop_id)
        return
    for gone in delete_over():
        told = message("{name}: deleted, it was kept until {day}, {rows} rows.", name=gone.id, day=gone.keep_until,
                       rows=sum(gone.rows.values()))  # fmt: skip
        typer.echo(say(told, language))


@participant.command("export")
def export_participant(workshop: str, key: str, file: Path, language: Language = "de") -> None:
    """Write everything that is stored about one participant as a workbook."""
    from workshop.workbook.out.person import person_workbook

    migrate()
    about = stored_about(workshop, key)
    write(file, person_workbook(about.rows, about.logged, map(astuple, about.mentions), load(workshop), language))


@participant.command("delete")
def delete_participant(
    workshop: str,
    key: str,
    keep_answers: Annotated[
        bool,
        typer.Option("--keep-answers/--everything", help="Answers of closed measurements stay without the person."),
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    language: Language = "de",
) -> None:
    """Delete one participant with seat, name and every entry in the logs. Nothing brings them back."""
    migrate()
    stored_about(workshop, key)
    if not yes:
        sure = message("Delete {name} in {workshop}? Nothing brings it back.", name=key, workshop=workshop)
        typer.confirm(say(sure, language), abort=True)
    forget(workshop, key, keep_answers=keep_answers)
    typer.echo(say(message("The person is deleted."), language))


@app.command()
def move(
    source: Annotated[str, typer.Argument(help="Address of the database as it is, as in DATABASE_URL.")],
    target: Annotated[str, typer.Argument(help="Address of an empty database.")],
    language: Language = "de",
) -> None:
    """Copy everything from one database into another one, SQLite or PostgreSQL. Stop the app before."""
    typer.echo(said_of(move_all(source, target), language))


def said_of(counts: dict[str, int], language: str) -> str:
    """What was brought from one place to another, in a sentence."""
    rows, workshops = sum(counts.values()), counts.get("workshops", 0)
    return say(message("{workshops} workshops, {rows} rows, all counted.", workshops=workshops, rows=rows), language)


def write(file: Path, content: bytes) -> None:
    """Write a file, or say why it cannot be written."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Refusal(
            message("“{file}” cannot be written ({reason}). Choose another folder.", file=str(file), reason=str(error))
        ) from None


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


def main() -> None:
    """Run a command; a refusal is one sentence on standard error and exit status 3, never a traceback."""
    try:
        app()
    except Refusal as refusal:
        typer.echo(say(refusal.message, spoken_language), err=True)
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
