"""All vectors in memory: compared one by one, and above some size by one bit a number first."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

EXACT_UP_TO = 20_000
FIRST = 40
"""Of so many times ``k`` that look near by their bits the exact cosine is taken."""


class NumpyVectors:
    """Keeps unit vectors as 16-bit floats and, when they are many, their signs as bits."""

    def __init__(self, exact_up_to: int = EXACT_UP_TO) -> None:
        self._exact_up_to = exact_up_to
        self._ids: list[str] = []
        self._rows: NDArray[np.float32 | np.float16] = np.zeros((0, 1), np.float32)
        self._bits: NDArray[np.uint8] | None = None

    def fill(self, passage_ids: list[str], vectors: list[bytes]) -> None:
        """Hold exactly these; each is a row of 32-bit floats."""
        if not vectors:
            self._ids, self._rows, self._bits = [], np.zeros((0, 1), np.float32), None
            return
        rows = np.frombuffer(b"".join(vectors), np.float32).reshape(len(vectors), -1)
        rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
        many = len(rows) > self._exact_up_to
        self._ids = passage_ids
        self._rows = rows.astype(np.float16) if many else rows
        self._bits = np.packbits(rows > 0, axis=1) if many else None

    def nearest(self, vector: Sequence[float], k: int) -> list[tuple[str, float]]:
        """Return (passage id, cosine) of the nearest."""
        asked = np.asarray(vector, np.float32)
        if not self._ids or asked.shape[0] != self._rows.shape[1]:
            return []
        asked = asked / max(float(np.linalg.norm(asked)), 1e-12)
        chosen = self._likely(asked, k * FIRST)
        rows = self._rows if chosen is None else self._rows[chosen]
        cosines = rows.astype(np.float32, copy=False) @ asked
        k = min(k, len(cosines))
        best = np.argpartition(-cosines, k - 1)[:k]
        best = best[np.argsort(-cosines[best], kind="stable")]
        places = best if chosen is None else chosen[best]
        return [(self._ids[p], float(cosines[b])) for p, b in zip(places, best, strict=True)]

    def _likely(self, asked: NDArray[np.float32], count: int) -> NDArray[np.intp] | None:
        """Return the rows whose signs differ least; nothing when all are to be compared."""
        if self._bits is None or count >= len(self._ids):
            return None
        differ = np.bitwise_count(self._bits ^ np.packbits(asked > 0))
        return np.argpartition(differ.sum(axis=1, dtype=np.uint16), count)[:count]
