"""Why a whole file cannot be taken, each as a sentence with the way out."""

from __future__ import annotations

from workshop.texts import Message, Refusal, message


def no_such_file(path: str) -> Refusal:
    return Refusal(message("There is no file “{path}”. Check its name and folder.", path=path))


def empty_file(name: str) -> Refusal:
    return Refusal(
        message(
            "“{name}” is empty (0 bytes). It was probably not fully saved or synchronised yet. "
            "Open it in Excel, save it and upload it again.",
            name=name,
        )
    )


def too_big(name: str, size: int, limit: int) -> Refusal:
    """`size` and `limit` in bytes."""
    return Refusal(
        message(
            "“{name}” has {size} MB; at most {limit} MB can be read. "
            "Remove pictures and sheets that do not belong to the workshop, then upload it again.",
            name=name,
            size=round(size / 1e6, 1),
            limit=round(limit / 1e6),
        )
    )


def protected(name: str) -> Refusal:
    return Refusal(
        message(
            "“{name}” is protected with a password. In Excel: File › Info › Protect Workbook › Encrypt with "
            "Password, empty the field, save, and upload it again.",
            name=name,
        )
    )


def lock_file(name: str) -> Refusal:
    return Refusal(
        message(
            "“{name}” is the lock file that Excel keeps while a workbook is open, not the workbook. "
            "Upload the file of the same name without ~$.",
            name=name,
        )
    )


def not_a_workbook(name: str, what: Message) -> Refusal:
    return Refusal(
        message(
            "“{name}” is not a workbook but {what}. Open it in Excel or LibreOffice, save it as “Excel workbook "
            "(.xlsx)” and upload that file.",
            name=name,
            what=what,
        )
    )


def damaged(name: str) -> Refusal:
    """For a file that ends too early or whose parts do not fit together."""
    return Refusal(
        message(
            "“{name}” is incomplete or damaged. Open it in Excel, save it under a new name and upload that file.",
            name=name,
        )
    )


def too_much(name: str, what: Message) -> Refusal:
    """For a file that is small on disk and enormous once it is read; `what` is a half sentence with the figures."""
    return Refusal(
        message(
            "“{name}” cannot be read safely: {what}. Copy the filled part of the table into a new workbook "
            "and upload that file.",
            name=name,
            what=what,
        )
    )


def stray_cells(name: str, cells: list[str]) -> Refusal:
    """For a filled cell or two beyond the last column that can be read; the table itself may be fine."""
    return Refusal(
        message(
            "“{name}” cannot be read safely: far away from the table something stands in {cells}. In Excel press "
            "Ctrl+G, enter {first}, delete what stands there, save, and upload the file again.",
            name=name,
            cells=cells,
            first=cells[0],
        )
    )


def forbidden(name: str, what: Message) -> Refusal:
    """For a file with something in it that no spreadsheet program writes."""
    return Refusal(
        message(
            "“{name}” was not opened: {what}. No spreadsheet program writes this. "
            "Save the file anew in Excel and upload that one.",
            name=name,
            what=what,
        )
    )


def took_too_long(name: str, seconds: float) -> Refusal:
    return Refusal(
        message(
            "“{name}” could not be read within {seconds} seconds and was given up. Copy the filled part of the "
            "table into a new workbook and upload that file.",
            name=name,
            seconds=seconds,
        )
    )


def reader_died(name: str) -> Refusal:
    return Refusal(
        message(
            "“{name}” could not be read: it is damaged or needs too much memory. Open it in Excel, copy the filled "
            "part of the table into a new workbook and upload that file.",
            name=name,
        )
    )


def nothing_filled(name: str, sheets: list[str]) -> Refusal:
    return Refusal(
        message(
            "“{name}” is empty: no cell is filled (sheets: {sheets}). Fill in a table with a column “Touchpoint” and "
            "upload the file again.",
            name=name,
            sheets=sheets,
        )
    )


def header_only(name: str, sheet: str, row: int) -> Refusal:
    return Refusal(
        message(
            "“{name}” has a header (sheet “{sheet}”, row {row}) but no rows below it. Fill in one row for each "
            "touchpoint and upload the file again.",
            name=name,
            sheet=sheet,
            row=row,
        )
    )


def no_touchpoints(name: str, sheets: list[str]) -> Refusal:
    return Refusal(
        message(
            "“{name}” holds no touchpoints. Sheets seen: {sheets}. One sheet needs a header with “Touchpoint” "
            "(or “Kontaktpunkt”), best also “Phase” and “Department”, with one touchpoint in each row below.",
            name=name,
            sheets=sheets,
        )
    )


def several_workshops(name: str, ids: list[str]) -> Refusal:
    return Refusal(
        message(
            "“{name}” holds several workshops ({ids}). Make one file for each workshop and upload them one after "
            "the other.",
            name=name,
            ids=ids,
        )
    )


def foreign_workshop(name: str, exported: str, known: str) -> Refusal:
    return Refusal(
        message(
            "“{name}” is an export of the workshop “{exported}” and cannot be added to “{known}”: the same numbers "
            "mean other things there. Choose “{exported}”, or read the file in as a new workshop.",
            name=name,
            exported=exported,
            known=known,
        )
    )
