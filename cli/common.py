"""What all commands share: the language they speak, how a file is written, when they refuse."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workshop.texts import LANGUAGES, Refusal, message

REFUSED = 3
"""Exit status when a file cannot be taken."""
_spoken = {"language": "de"}


def speak(language: str) -> str:
    """Check --language and remember it for refusals."""
    if language and language not in LANGUAGES:
        raise typer.BadParameter("de or en")
    _spoken["language"] = language or _spoken["language"]
    return language


def spoken() -> str:
    """The language of a refusal, which may come before or after the command has read its options."""
    return _spoken["language"]


Language = Annotated[str, typer.Option(help="Language of what is said and written: de or en.", callback=speak)]


def write(file: Path, content: bytes) -> None:
    """Write a file, or say why it cannot be written."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Refusal(
            message("“{file}” cannot be written ({reason}). Choose another folder.", file=str(file), reason=str(error))
        ) from None
