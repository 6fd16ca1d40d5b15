"""The evaluation room, put together: it asks by the chat's own steps."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from madoguchi import __version__
from madoguchi.chat.aside import Aside
from madoguchi.entry.index_room import IndexRoom
from madoguchi.entry.job_room import JobRoom, Surroundings
from madoguchi.entry.learning_room import LearningRoom
from madoguchi.entry.settings import Settings
from madoguchi.evaluation.measuring import Measuring
from madoguchi.evaluation.naming import Names
from madoguchi.evaluation.news import EvaluationFollowers, EvaluationNews
from madoguchi.evaluation.ports import Given
from madoguchi.evaluation.runs import OPERATOR, EvaluationRuns
from madoguchi.evaluation.schemas import Product
from madoguchi.evaluation.sets import QuestionSets
from madoguchi.files.service import Files
from madoguchi.knowledge.adapters.volume import FORMAT
from madoguchi.knowledge.catalogue import Catalogue
from madoguchi.language.recognise import recognise
from madoguchi.learning.converting.ports import Converter
from madoguchi.learning.converting.schemas import Hint
from madoguchi.models.schemas import BUILTIN
from madoguchi.privacy.decisions import Decisions
from madoguchi.privacy.ports import Search
from madoguchi.privacy.redacting import redact

CELL_EDGE = re.compile(r"(?<!\\)\|")


class AsInChat:
    """Answers as a new conversation would begin."""

    def __init__(self, aside: Aside, language: str) -> None:
        self._aside = aside
        self._language = language

    async def answer(self, question: str) -> Given:
        """Return the answer; nothing of it is kept."""
        said = await self._aside.ask(OPERATOR, question, self._language)
        return Given(said.text, said.masked, bool(said.citations), said.model, said.failed)


class BareQuestions:
    """Takes personal data out of questions, where the guard is on."""

    def __init__(self, decisions: Decisions, *, on: bool) -> None:
        self._decisions = decisions
        self._on = on

    async def all(self, texts: Sequence[str]) -> list[str]:
        """Return questions with words in the place of what is personal."""
        if not self._on:
            return list(texts)
        find = (await self._decisions.now()).finder.find
        return await asyncio.to_thread(_bare, find, texts)


def _bare(search: Search, texts: Sequence[str]) -> list[str]:
    bare = {text: redact(search, text, recognise(text).language).text for text in set(texts)}
    return [bare[text] for text in texts]


class ConvertedSheets:
    """Reads workbooks where documents of strangers are read: in a process of their own."""

    def __init__(self, converter: Converter) -> None:
        self._converter = converter

    async def rows(self, data: bytes, name: str) -> list[list[str]]:
        """Return the rows of the first table; a table that was cut has one head."""
        converted = await self._converter.convert(data, Hint(name=name))
        lines = [line for line in converted.markdown.splitlines() if line.startswith("| ")]
        rows = [_cells(line) for line in lines]
        head = rows[:1]
        return head + [row for row in rows[1:] if row not in head and set("".join(row)) - {"-"}]


def _cells(line: str) -> list[str]:
    inner = CELL_EDGE.split(line)[1:-1]
    return [cell.strip().replace("\\|", "|") for cell in inner]


@dataclass
class EvaluationRoom:
    """What the doors and the jobs take from it."""

    sets: QuestionSets
    runs: EvaluationRuns
    followers: EvaluationFollowers
    measuring: Measuring

    @property
    def services(self) -> dict[type[Any], Any]:
        """What the doors and tasks may ask for."""
        found = (self.sets, self.runs, self.followers, self.measuring)
        return {type(each): each for each in found}


def evaluation_room(
    around: Surroundings,
    jobs: JobRoom,
    aside: Aside,
    *,
    room: IndexRoom,
    files: Files,
    learning: LearningRoom,
    decisions: Decisions,
) -> EvaluationRoom:
    """Put it together."""
    db, settings, news = around.db, around.settings, EvaluationNews(around.topics)
    runs = EvaluationRuns(db, jobs.jobs, jobs.enqueue, news)
    catalogue = Catalogue(db)
    return EvaluationRoom(
        sets=QuestionSets(
            db,
            runs,
            ConvertedSheets(learning.converter),
            BareQuestions(decisions, on=settings.guard.mask),
        ),
        runs=runs,
        followers=EvaluationFollowers(around.topics),
        measuring=Measuring(
            db,
            knowledge=room.knowledge,
            catalogue=catalogue,
            names=Names(catalogue, files),
            answerer=AsInChat(aside, settings.language),
            product=_product(settings),
            news=news,
        ),
    )


def _product(settings: Settings) -> Product:
    embedder = settings.chain("embed")[0]
    dense = embedder != BUILTIN
    return Product(
        version=__version__,
        index=f"{'qdrant' if settings.index.url else 'embedded'} {FORMAT}",
        models=settings.chain("chat"),
        embedder=embedder if dense else None,
        passages=settings.chat.passages,
        found_threshold=settings.chat.found_threshold,
        dense_share=settings.search.dense_share if dense else None,
    )
