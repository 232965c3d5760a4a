"""Commands about one participant: hand out what is stored, delete it."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path
from typing import Annotated

import typer

from cli.common import Language, write
from data.forgetting import forget
from data.migrate import migrate
from data.people import stored_about
from data.store import load
from workshop.texts import message, say

participant = typer.Typer(no_args_is_help=True, help="What is stored about one participant: export it, delete it.")


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
