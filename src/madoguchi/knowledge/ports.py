"""What the knowledge room needs from the world."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from madoguchi.kernel.masked import MaskedText
from madoguchi.knowledge.schemas import Entry, Filter


class Lexicon(Protocol):
    """Finds terms of one's own."""

    def found(self, text: str) -> list[str]:
        """Return the terms that stand in ``text``, each as one word."""
        ...


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

    def is_common(self, term: str) -> bool:
        """Tell whether a term hardly tells one text from another."""
        ...

    def lexicon(self, terms: Iterable[str]) -> Lexicon:
        """Return what finds these terms."""
        ...


class Hide(Protocol):
    """Takes personal data out of a text, for good, before it leaves this machine."""

    def __call__(self, text: str, *, public: bool) -> MaskedText:
        """Return it masked; what everyone may read keeps its names."""
        ...


class Hiding(Protocol):
    """Hands out what takes personal data out, by the rules of this moment."""

    async def now(self) -> Hide:
        """Return it."""
        ...


class Embedder(Protocol):
    """Turns texts into vectors of meaning."""

    id: str
    """Vectors of another id are never compared."""

    async def embed(self, texts: Sequence[MaskedText]) -> list[list[float]]:
        """Return one vector for each text; raise an AppError when it is away."""
        ...

    async def close(self) -> None:
        """Give connections back."""
        ...


class Reranker(Protocol):
    """Judges how well texts answer a question."""

    async def rerank(self, question: MaskedText, texts: Sequence[MaskedText]) -> list[float]:
        """Return one score for each text; raise an AppError when it is away."""
        ...

    async def close(self) -> None:
        """Give connections back."""
        ...


class Vectors(Protocol):
    """Holds the vectors of all passages, and finds the nearest."""

    def fill(self, passage_ids: list[str], vectors: list[bytes]) -> None:
        """Hold exactly these; each is a row of 32-bit floats."""
        ...

    def nearest(self, vector: Sequence[float], k: int) -> list[tuple[str, float]]:
        """Return (passage id, cosine) of the nearest."""
        ...


class Index(Protocol):
    """Finds passages by their terms. It can always be rebuilt from the database."""

    kind: str

    async def own(self) -> bool:
        """Take the index for writing; tell whether this process has it now."""
        ...

    @property
    def alone(self) -> bool:
        """Whether owning it proves that no other process feeds it."""
        ...

    @property
    def identity(self) -> str:
        """Which index this is: an index that was made anew is another one."""
        ...

    def stamp(self) -> str:
        """Return what differs after each change that can be seen from here."""
        ...

    async def replace(
        self, document_ids: list[str], entries: list[Entry], *, beside: bool = False
    ) -> None:
        """Forget these documents and take in their passages, all or nothing.

        What is made beside the index hears of it too; or, if wanted, only that.
        """
        ...

    async def begin_beside(self) -> None:
        """Begin an empty index beside this one."""
        ...

    async def switch(self) -> None:
        """Put the index that was made beside into the place of this one."""
        ...

    async def drop_beside(self) -> None:
        """Give up the index beside."""
        ...

    async def search(
        self, words: list[str], grams: list[str], where: Filter, k: int
    ) -> list[tuple[str, float]]:
        """Return (passage id, score) of the best ``k``."""
        ...

    @property
    def size(self) -> int:
        """About how many passages the weights are counted over."""
        ...

    def word_weight(self, word: str) -> float:
        """Return how rare ``word`` is."""
        ...

    def gram_weight(self, gram: str) -> float:
        """Return how rare ``gram`` is."""
        ...

    async def count(self) -> int:
        """Return how many passages it holds."""
        ...

    async def ids(self) -> set[str]:
        """Return the ids of all passages that it holds."""
        ...

    async def versions(self) -> set[str]:
        """Return the versions of all documents that it holds."""
        ...

    async def close(self) -> None:
        """Let go of files, connections and the ownership."""
        ...
