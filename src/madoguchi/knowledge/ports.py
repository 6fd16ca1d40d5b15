"""What the knowledge room needs from the world."""

from typing import Protocol

from madoguchi.knowledge.schemas import Entry, Filter


class Analyser(Protocol):
    """Cuts text into terms."""

    def analyse(self, text: str) -> tuple[list[str], list[str]]:
        """Return the words and the grams of ``text``."""
        ...

    def words(self, text: str) -> list[str]:
        """Return the words of ``text``."""
        ...

    def grams(self, text: str) -> list[str]:
        """Return the grams of ``text``."""
        ...

    def sentences(self, text: str) -> list[str]:
        """Return the sentences of a Markdown text."""
        ...


class Index(Protocol):
    """Finds passages by their terms. It can always be rebuilt from the database."""

    def replace(self, document_ids: list[str], entries: list[Entry]) -> None:
        """Forget these documents and take in their passages, all or nothing."""
        ...

    def search(
        self, words: list[str], grams: list[str], where: Filter, k: int
    ) -> list[tuple[str, float]]:
        """Return (passage id, score) of the best ``k``."""
        ...

    def word_weight(self, word: str) -> float:
        """Return how rare ``word`` is."""
        ...

    def gram_weight(self, gram: str) -> float:
        """Return how rare ``gram`` is."""
        ...

    def count(self) -> int:
        """Return how many passages it holds."""
        ...

    def is_sound(self) -> bool:
        """Tell whether what is stored could be opened; a fresh index is not."""
        ...

    def close(self) -> None:
        """Let go of files."""
        ...
