"""Documents converted in processes of their own: a hostile one costs itself and nothing else."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from madoguchi.learning.adapters.nursery import Ended, Nursery, Reader
from madoguchi.learning.adapters.wire import LENGTH, Answer, Request, framed, length_of
from madoguchi.learning.converting.failures import Refused
from madoguchi.learning.converting.read import READERS
from madoguchi.learning.converting.recognise import guess
from madoguchi.learning.converting.schemas import Converted, Hint, Kind, Limits

HEAD_BYTES = 4096
LIGHT: tuple[Kind, ...] = ("html", "text", "markdown", "csv")
"""Kinds whose readers are written in memory-safe ways; a process may read many of them."""
ANSWER_ROOM_BYTES = 64 * 2**20


class ConfinedConverter:
    """Converts ``at_once`` documents side by side, each behind limits of the system."""

    def __init__(
        self, limits: Limits | None = None, *, at_once: int = 2, documents_each: int = 200
    ) -> None:
        self._limits = limits or Limits()
        self._documents_each = documents_each
        self._seats = asyncio.Semaphore(at_once)
        self._nursery = Nursery()
        self._idle: list[Reader] = []

    async def convert(self, source: bytes | Path, hint: Hint) -> Converted:
        """Return the document as Markdown, or raise Refused."""
        given = await asyncio.to_thread(_looked_at, source, hint)
        if given.size > self._limits.size_bytes:
            raise Refused("convert.too_large", limit=self._limits.size_bytes // 2**20)
        async with self._seats:
            return await self._read(source, given)

    async def close(self) -> None:
        """End every process."""
        for reader in self._idle:
            reader.let_go()
        self._idle.clear()
        await self._nursery.close()

    async def _read(self, source: bytes | Path, given: "_Given") -> Converted:
        reader = await self._reader(given.kind)
        answer = None
        try:
            async with asyncio.timeout(self._limits.wall_s):
                answer = await self._asked(reader, source, given.hint)
        except TimeoutError as error:
            raise Refused("convert.took_too_long", limit=int(self._limits.wall_s)) from error
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            raise self._told_by(await reader.ended()) from error
        except (ValidationError, ValueError) as error:
            raise Refused("convert.broken") from error
        finally:
            self._put_back(reader, given.kind, answer)
        if answer.refused is not None:
            raise Refused(answer.refused.key, **answer.refused.facts)
        if answer.converted is None:
            raise Refused("convert.broken")
        details = answer.converted.details | {"cpu_ms": round(answer.cpu_ms, 1)}
        return answer.converted.model_copy(update={"details": details})

    async def _reader(self, kind: Kind | None) -> Reader:
        """Return a process that waits, or a new one; unusual kinds get one of their own."""
        while kind in LIGHT and self._idle:
            reader = self._idle.pop()
            if reader.is_alive:
                return reader
            reader.let_go()
        return await self._nursery.begin(READERS[kind] if kind else "")

    async def _asked(self, reader: Reader, source: bytes | Path, hint: Hint) -> Answer:
        request = Request(hint=hint, limits=self._limits)
        if isinstance(source, Path):
            request.path, rest = str(source.absolute()), b""
        else:
            request.size, rest = len(source), source
        reader.documents += 1
        reader.writer.write(framed(request))
        reader.writer.write(rest)
        await reader.writer.drain()
        size = length_of(await reader.stream.readexactly(LENGTH.size))
        if size > ANSWER_ROOM_BYTES + 8 * self._limits.markdown_characters:
            raise ValueError("an answer without end")
        return Answer.model_validate_json(await reader.stream.readexactly(size))

    def _put_back(self, reader: Reader, kind: Kind | None, answer: Answer | None) -> None:
        is_tired = reader.documents >= self._documents_each
        if answer is None or answer.converted is None or kind not in LIGHT or is_tired:
            reader.let_go()
        elif answer.converted.kind in LIGHT:
            self._idle.append(reader)
        else:
            reader.let_go()

    def _told_by(self, ended: Ended) -> Refused:
        """Return the refusal that the end of a process stands for."""
        if ended.ran_out_of_time:
            return Refused("convert.took_too_long", limit=self._limits.cpu_s)
        if ended.ran_out_of_memory(self._limits.memory_bytes):
            return Refused("convert.too_much_memory")
        return Refused("convert.broken")


@dataclass(frozen=True)
class _Given:
    """A document from outside: how large it is and what it seems to be."""

    hint: Hint
    size: int
    kind: Kind | None


def _looked_at(source: bytes | Path, hint: Hint) -> _Given:
    if not isinstance(source, Path):
        return _Given(hint, len(source), guess(source[:HEAD_BYTES], hint))
    if hint.name is None:
        hint = hint.model_copy(update={"name": source.name})
    try:
        if not source.is_file():
            raise Refused("convert.no_file", name=source.name)
        with source.open("rb") as opened:
            return _Given(hint, source.stat().st_size, guess(opened.read(HEAD_BYTES), hint))
    except OSError as error:
        raise Refused("convert.unreadable") from error
