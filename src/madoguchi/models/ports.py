"""What the models room needs from the world."""

from collections.abc import AsyncGenerator
from typing import Protocol

from madoguchi.models.schemas import Question, Rests, Usage


class ChatModel(Protocol):
    """Something that answers in pieces."""

    id: str

    def stream(self, question: Question) -> AsyncGenerator[str | Rests | Usage, None]:
        """Yield the answer as it comes, and what else is known of it; raise ModelFailed."""
        ...

    async def check(self) -> str:
        """Return a word on what is there; raise ModelFailed when the model is away."""
        ...

    async def close(self) -> None:
        """Give connections back."""
        ...


class Weigher(Protocol):
    """Knows the words of a text and how rare each is in what was learned."""

    def words(self, text: str) -> list[str]:
        """Return the content words of ``text`` in their normal form."""
        ...

    def grams(self, text: str) -> list[str]:
        """Return the sub-word pieces of ``text``."""
        ...

    def sentences(self, text: str) -> list[str]:
        """Return the sentences of a Markdown text."""
        ...

    def word_weight(self, word: str) -> float:
        """Return how telling ``word`` is."""
        ...

    def gram_weight(self, gram: str) -> float:
        """Return how telling ``gram`` is."""
        ...
