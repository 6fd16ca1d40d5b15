"""What the server notes: one JSON object a line, in the home; never what a person said."""

import json
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from madoguchi.kernel.clock import now

FILE_BYTES, FILES = 10 * 1024 * 1024, 5
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """Fields named as the Elastic Common Schema names them."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line for a record."""
        fields: dict[str, object] = {
            "@timestamp": now().isoformat(),
            "log.level": record.levelname.lower(),
            "log.logger": record.name,
            "message": record.getMessage(),
        }
        fields |= {key: value for key, value in vars(record).items() if key not in STANDARD}
        if record.exc_info:
            fields["error.stack_trace"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False, default=str)


def write_logs_to(file: Path) -> None:
    """Send every note of this process to ``file``."""
    handler = RotatingFileHandler(
        file, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", delay=True
    )
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    logging.getLogger("uvicorn.access").setLevel(logging.WARNING)
    for name in ("alembic", "httpx2", "httpcore2", "uvicorn.error"):
        logging.getLogger(name).setLevel(logging.WARNING)
