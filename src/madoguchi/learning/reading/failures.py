"""Why a reader did not come to its end."""

from madoguchi.kernel.errors import AppError


class ReaderFailed(AppError):
    """A reader stopped before it had given everything; what it gave until then holds."""

    code, status = "reader_failed", 502
