"""Why a document was not converted."""

from madoguchi.kernel.errors import Invalid

PREFIX = "convert."


class Refused(Invalid):
    """This document cannot be read; ``reason`` is stable, the sentence says what to do."""

    code = "not_converted"

    @property
    def reason(self) -> str:
        """The last part of the sentence's name: encrypted, too_large, broken …."""
        return self.key.removeprefix(PREFIX)
