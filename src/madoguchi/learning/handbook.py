"""The handbook that comes with the product: the first thing that is learned."""

import asyncio
from pathlib import Path

from madoguchi.knowledge.schemas import NewDocument
from madoguchi.knowledge.service import Knowledge
from madoguchi.learning.cut import cut, title_of

SOURCE = "handbook"


class Handbook:
    """Keeps the learned handbook equal to the shipped one; unchanged pages cost nothing."""

    def __init__(self, folder: Path, knowledge: Knowledge) -> None:
        self._folder = folder
        self._knowledge = knowledge

    async def learn(self) -> int:
        """Learn what is new or changed and forget what is gone; return how many pages changed."""
        pages = await asyncio.to_thread(self._read)
        changed = await self._knowledge.learn_all(pages)
        addresses = [page.address for page in pages]
        changed += await self._knowledge.forget_all_but(SOURCE, addresses)
        await self._knowledge.index_changes()
        return changed

    def _read(self) -> list[NewDocument]:
        return [
            _document(file, language)
            for language in ("ja", "en")
            for file in sorted((self._folder / language).glob("*.md"))
        ]


def _document(file: Path, language: str) -> NewDocument:
    markdown = file.read_text("utf-8").replace("\r\n", "\n")
    return NewDocument(
        collection=SOURCE,
        source=SOURCE,
        address=f"{language}/{file.name}",
        title=title_of(markdown, file.stem),
        url=None,
        language=language,
        markdown=markdown,
        passages=cut(markdown),
    )
