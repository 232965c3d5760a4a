"""Writing the sheet `_meta` of an export, see `workshop.workbook.meta`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from workshop.dossier import Dossier
from workshop.workbook.meta import FORMAT, hash_of, identity_of
from workshop.workbook.values.fields import MODELS


def meta_rows(dossier: Dossier, salt: str) -> Iterator[list[str]]:
    """The rows of `_meta`: format, workshop, time, salt; then for each kind its fields and one row a record."""
    yield [FORMAT, dossier.workshop.id, datetime.now(UTC).isoformat(timespec="seconds"), salt]
    for kind in MODELS:
        fields = list(MODELS[kind].model_fields)
        records = [dossier.workshop] if kind == "workshop" else dossier.records(kind)
        yield [kind, str(len(records)), *fields]
        for record in records:
            hashes = "".join(hash_of(name, getattr(record, name), salt) for name in fields)
            yield ["", json.dumps(identity_of(kind, record), ensure_ascii=False), hashes]
