"""Reading the worksheets of all steps from their files, once; a mistake in a file is named with its place."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from workshop.records import STEPS
from workshop.worksheets.model import Group, Sheet, StepFile

FOLDER = Path(__file__).parent.parent / "content" / "worksheets"


class ContentError(ValueError):
    """A content file that cannot be used; its text names the file, the place and what is wrong there."""


@cache
def worksheets(folder: Path = FOLDER) -> dict[str, Sheet]:
    """Id → worksheet, of all steps in their order. Raises ContentError for a mistake in a file of `folder`."""
    found: dict[str, Sheet] = {}
    for step in STEPS:
        for sheet in step_file(folder, step).sheet:
            if sheet.id in found:
                raise ContentError(
                    f"{step}.toml: there are two worksheets “{sheet.id}”, the other in {found[sheet.id].step}.toml"
                )
            found[sheet.id] = sheet.model_copy(update={"step": step})
    return found


def sheets_of(step: str, page: str = "") -> list[Sheet]:
    """The worksheets of a step that a page shows, the calm ones before those behind “more”."""
    mine = [sheet for sheet in worksheets().values() if (sheet.step, sheet.page) == (step, page)]
    return sorted(mine, key=lambda sheet: sheet.more)


def groups_of(step: str, folder: Path = FOLDER) -> tuple[Group, ...]:
    """The headings of a step in their order."""
    return step_file(folder, step).groups


@cache
def step_file(folder: Path, step: str) -> StepFile:
    """One file, checked; a step without a file has no worksheets."""
    path = folder / f"{step}.toml"
    if not path.exists():
        return StepFile()
    try:
        return StepFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as problem:
        raise ContentError(f"{path.name}: {problem}") from problem
    except ValidationError as problem:
        first = problem.errors()[0]
        raise ContentError(f"{path.name}, {place_of(path, first['loc'])}: {first['msg']}") from problem


def place_of(path: Path, where: tuple[int | str, ...]) -> str:
    """Where a mistake is, with the worksheet's own name instead of its number."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    names = [str(part) for part in where]
    if len(where) > 1 and where[0] == "sheet":
        number = int(where[1])
        names[:2] = [f"sheet {content['sheet'][number].get('id', number + 1)}"]
    return " → ".join(names) or "the file"
