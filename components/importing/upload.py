"""One upload while somebody looks at it: what they answered so far, and what the file says with these answers."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components.importing.memory import NOTHING, Recalled, recall
from components.plain import plain
from components.room import cached_dossier
from components.texts import _, current_language
from data.settings import database_url
from data.store import Listed
from workshop.dossier import Dossier
from workshop.texts import Refusal
from workshop.workbook.compared.context import context_of
from workshop.workbook.compared.difference import Difference, compare
from workshop.workbook.files.child import read_upload
from workshop.workbook.files.process import STAGES, Listener
from workshop.workbook.questions import Question
from workshop.workbook.reading import Reading

UPLOAD = "upload"
"""Session key of the upload that is looked at. Losing it costs answers that were not kept yet, nothing else."""


@dataclass
class Upload:
    """A file, the workshop it is added to (None = a new one), and what the person said about it."""

    file: UploadedFile
    into: Listed | None = None
    wave: str = ""
    """Measurement of votes that name none; "" = the one that is under way."""
    answers: dict[str, str] = field(default_factory=dict)
    earlier: list[dict[str, str]] = field(default_factory=list)
    """The answers as they were before each step, to go back to."""
    recalled: Recalled | None = None
    """Answers taken over from a file of the same make; None = not looked for yet."""
    step: str = ""
    """The step somebody went back to; "" = the first one that still asks."""
    hurried: bool = False
    """Somebody went on although questions of the step are open."""
    known: tuple[Hashable, Reading | Refusal] | None = None
    """What the file said last, and what that depends on."""
    target: Dossier | None = None
    """The workshop it is added to, as it was when the file was read."""
    difference: Difference | None = None
    """What the file changes in that workshop; None when it becomes a new one."""

    def answer(self, given: Mapping[str, str]) -> None:
        """Take answers; the file is read again with them."""
        self.earlier.append(dict(self.answers))
        self.answers |= given
        self.step, self.hurried = "", False

    def go_to(self, step: str) -> None:
        """Look at a step again."""
        self.step, self.hurried = step, False

    def take_back(self) -> None:
        """Forget the last answers."""
        self.answers = self.earlier.pop() if self.earlier else {}
        self.step = ""

    def answer_anew(self) -> None:
        """Forget the answers that were taken over, so that everything is asked."""
        self.answers, self.earlier, self.recalled, self.step = {}, [], NOTHING, ""


def upload_of(file: UploadedFile | None, into: Listed | None) -> Upload | None:
    """The upload in this session; a new one when the file is another, None when there is none."""
    if file is None:
        st.session_state.pop(UPLOAD, None)
        return None
    upload: Upload | None = st.session_state.get(UPLOAD)
    if upload is None or upload.file.file_id != file.file_id:
        upload = st.session_state[UPLOAD] = Upload(file)
    if (upload.into and upload.into.id) != (into and into.id):
        upload.wave = ""
    upload.into = into
    return upload


def wave_of(upload: Upload) -> str:
    """The measurement of votes that name none: the chosen one, else the one that is under way."""
    if upload.wave or upload.target is None:
        return upload.wave or "before"
    waves = upload.target["waves"]
    return str(next(iter(waves.loc[~waves["closed"], "key"]), "before"))


def questions_of(upload: Upload, reading: Reading) -> list[Question]:
    """Everything the file and its comparison with the workshop ask."""
    return [*reading.questions, *(upload.difference.questions if upload.difference else [])]


def read(upload: Upload) -> Reading | None:
    """What the file says with the answers so far; None after saying why it cannot be read.

    The first time, what was answered for an earlier file of the same make is taken over.
    """
    result = read_once(upload)
    if isinstance(result, Reading) and upload.recalled is None:
        upload.recalled = recall(result)
        upload.answers |= upload.recalled.answers
        result = read_once(upload)
    if isinstance(result, Reading):
        return result
    st.error(plain(_(result.message)), icon=":material/error:")
    if upload.answers:
        st.button(_("Take the last answer back"), icon=":material/undo:", on_click=upload.take_back)
    return None


def read_once(upload: Upload) -> Reading | Refusal:
    """Read the file in its process, unless that was done for the same workshop, measurement and answers."""
    into = upload.into and (upload.into.id, upload.into.revision)
    depends_on = (into, upload.wave, current_language(), tuple(sorted(upload.answers.items())))
    if upload.known is None or upload.known[0] != depends_on:
        stage = st.empty()

        def say_stage(name: str) -> None:
            stage.caption(_(STAGES[name]))

        with st.spinner(_("Reading {file} …", file=plain(upload.file.name)), show_time=True):
            upload.known = (depends_on, read_now(upload, say_stage))
        stage.empty()
    return upload.known[1]


def read_now(upload: Upload, on_stage: Listener) -> Reading | Refusal:
    """Read the file with everything that is known about it; the workshop may be gone by now."""
    into = upload.into
    try:
        upload.target = cached_dossier(database_url(), into.id, into.revision) if into else None
        reading = read_upload(
            upload.file.getvalue(),
            upload.file.name,
            language=current_language(),
            known=context_of(upload.target) if upload.target else None,
            default_wave=wave_of(upload),
            answers=upload.answers,
            on_stage=on_stage,
        )
        upload.difference = compare(reading, upload.target, upload.answers) if upload.target else None
    except Refusal as refusal:
        return refusal
    return reading
