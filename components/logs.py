"""The log: for people on a laptop, one JSON object a line where a program collects it (`LOG_FORMAT=json`)."""

from __future__ import annotations

import json
import logging
import os
from datetime import UTC, datetime

VISITS = "uvicorn.access"
"""Stays silent as it is: addresses may hold the secret of a link."""


class JsonLines(logging.Formatter):
    """A record as one line: when, how bad, who says it, what, and the traceback of an error."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def is_collected() -> bool:
    """Whether the log is read by a program, and kept: then no way in is printed into it."""
    return os.environ.get("LOG_FORMAT", "") == "json"


def set_up_log() -> None:
    """Let every line of this process be an object, those of the server and of Streamlit too, which bring handlers of
    their own."""
    if not is_collected():
        return
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.root.handlers = [handler]
    for name in set(logging.root.manager.loggerDict) - {VISITS}:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
