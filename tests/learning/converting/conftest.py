"""One clerk for all conversions, as one worker would be."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.support.clerk import Clerk


@pytest.fixture(scope="session")
def clerk() -> Iterator[Clerk]:
    """Have documents converted."""
    with closing(Clerk()) as sitting:
        yield sitting
