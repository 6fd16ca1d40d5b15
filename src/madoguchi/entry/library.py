"""What was learned, as the privacy room asks for it."""

from collections.abc import AsyncIterator

from madoguchi.knowledge.catalogue import Catalogue
from madoguchi.privacy.ports import PublicPage


class LearnedLibrary:
    """Reads the catalogue of the knowledge room."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    async def public_pages(self, most: int) -> AsyncIterator[PublicPage]:
        """Yield pages that everyone may read, at most so many."""
        async for text in self._catalogue.public(most):
            yield PublicPage(*text)

    async def collections(self) -> list[str]:
        """Return the names of all collections."""
        return await self._catalogue.collections()
