"""What can be wrong with a file, beyond what can be wrong with anything."""

from typing import ClassVar

from madoguchi.kernel.errors import AppError, Invalid


class Damaged(AppError):
    """The stored bytes are gone, or are not what was once stored."""

    code: ClassVar[str] = "damaged"


class OutOfRange(Invalid):
    """A part was asked for that the file does not have."""

    code, status = "out_of_range", 416
