"""What the server notes: one JSON object a line, in the home; never what a person said."""

import json
import logging
import re
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from madoguchi.kernel.clock import now
from madoguchi.kernel.errors import AppError

FILE_BYTES, FILES = 10 * 1024 * 1024, 5
NOTED = "Something unexpected happened ({kind}). The log in the home says where.\n"
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

logger = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """Fields named as the Elastic Common Schema names them."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line for a record."""
        fields: dict[str, object] = {
            "@timestamp": now().isoformat(),
            "log.level": record.levelname.lower(),
            "log.logger": record.name,
            "message": _message(record),
        }
        fields |= {key: value for key, value in vars(record).items() if key not in STANDARD}
        if record.exc_info:
            fields["error.stack_trace"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False, default=str)

    def formatException(self, ei: Any) -> str:
        """Return where it broke and with what kind of error.

        What an error says is left out unless its words are ours or the system's: others may quote
        what a person said.
        """
        parts: list[str] = []
        error: BaseException | None = ei[1]
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            said = _said(error)
            frames = "".join(traceback.format_tb(error.__traceback__))
            parts.append(f"{frames}{type(error).__module__}.{type(error).__qualname__}{said}")
            error = error.__cause__ or error.__context__
        return "\ncaused by\n".join(parts)


def _message(record: logging.LogRecord) -> str:
    """Return what is noted; what asyncio quotes of tasks and calls may be what a person said."""
    message = record.getMessage()
    if record.name == "asyncio":
        return re.split(r"[\n(<]", message, maxsplit=1)[0].strip()
    return message


def _said(error: BaseException) -> str:
    if isinstance(error, AppError):
        return f": {error}"
    return f": {error.strerror}" if isinstance(error, OSError) and error.strerror else ""


def write_logs_to(file: Path) -> None:
    """Send every note of this process to ``file``, also of what nobody caught."""
    handler = RotatingFileHandler(
        file, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", delay=True
    )
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    sys.excepthook = _note_end
    threading.excepthook = _note_thread
    sys.unraisablehook = _note_unraisable
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    logging.getLogger("uvicorn.access").setLevel(logging.WARNING)
    for name in ("alembic", "httpx2", "httpcore2", "uvicorn.error"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _note_end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Note why the process ends; the terminal, which others may keep, is told only the kind."""
    if issubclass(kind, Exception):
        logger.critical("the process ends", exc_info=(kind, error, trace))
    sys.stderr.write(NOTED.format(kind=kind.__name__))


def _note_thread(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None:
        told = (failed.exc_type, failed.exc_value, failed.exc_traceback)
        logger.error("a thread failed", exc_info=told)


def _note_unraisable(failed: "sys.UnraisableHookArgs") -> None:
    if failed.exc_value is not None:
        told = (failed.exc_type, failed.exc_value, failed.exc_traceback)
        logger.error("something failed where nobody could hear it", exc_info=told)
