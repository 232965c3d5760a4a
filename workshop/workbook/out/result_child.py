"""Writing the result workbook in a child process: `write_result` is for the server, `main` is the child."""

from __future__ import annotations

from workshop.texts import Refusal
from workshop.workbook import refusals
from workshop.workbook.files.child import MEGABYTES, SECONDS
from workshop.workbook.files.process import Listener, output, run_job, take_order, tell
from workshop.workbook.out.result import States, result_workbook
from workshop.workbook.reading import Reading


def write_result(
    content: bytes,
    name: str,
    reading: Reading,
    *,
    states: States,
    language: str,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    on_stage: Listener | None = None,
) -> bytes:
    """The upload as a new .xlsx in `language` that says beside each row what became of it.

    In: the upload's bytes and name, its reading, and (sheet, row in the file) → code of `result.STATES`.
    Raises Refusal when the upload cannot be read a second time within the limits.
    """
    order = {
        "name": name,
        "reading": reading.to_json(),
        "states": [[sheet, row, state] for (sheet, row), state in states.items()],
        "language": language,
    }
    module = "workshop.workbook.out.result_child"
    written = run_job(module, order, content, name=name, seconds=seconds, megabytes=megabytes, on_stage=on_stage)
    if not written:
        raise refusals.reader_died(name)
    return written


def main() -> None:
    """The child process: an order and a file in, a workbook out; nothing when it could not be made."""
    order, content = take_order()
    tell("write")
    states = {(sheet, row): state for sheet, row, state in order["states"]}
    try:
        reading = Reading.from_json(order["reading"], b"")
        output().write(result_workbook(content, order["name"], reading, order["language"], states))
    except (Refusal, MemoryError):
        return


if __name__ == "__main__":
    main()
