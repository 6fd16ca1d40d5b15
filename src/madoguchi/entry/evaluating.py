"""A person's own question set, put to the product itself in a temporary home."""

import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from madoguchi.chat.round import Wish
from madoguchi.chat.schemas import ChatTurn
from madoguchi.entry.database import migrate
from madoguchi.entry.home import Home
from madoguchi.entry.job_room import Role
from madoguchi.entry.settings import FileStore, Place, Settings
from madoguchi.entry.wiring import Wired, build
from madoguchi.kernel.conversation import Citation
from madoguchi.kernel.http import EVERYTHING, Caller
from madoguchi.knowledge.evaluation import (
    Answers,
    AskedQuestion,
    CorpusText,
    Retrieval,
    contains_one,
    mean,
    ndcg,
    percentile,
    recall,
    reciprocal_rank,
    share,
)
from madoguchi.knowledge.schemas import NewDocument, NewPassage
from madoguchi.language.codes import family
from madoguchi.language.recognise import recognise

SOURCE = "evaluation"
READER = Caller(SOURCE, "admin", frozenset({EVERYTHING}), SOURCE)


async def measure_retrieval(
    settings: Settings, corpus: list[CorpusText], questions: list[AskedQuestion], k: int
) -> Retrieval:
    """Search for every question, and see where what is relevant stands."""
    ranked: list[list[str]] = []
    wall_ms: list[float] = []
    cpu_ms: list[float] = []
    async with _learned(settings, corpus) as (wired, docs_per_s):
        await wired.knowledge.search(questions[0].text, 1)
        for question in questions:
            wall, cpu = time.perf_counter(), time.process_time()
            found = await wired.knowledge.search(question.text, max(k, 10))
            wall_ms.append((time.perf_counter() - wall) * 1e3)
            cpu_ms.append((time.process_time() - cpu) * 1e3)
            ranked.append([str(each.url) for each in found])
        size = sum(file.stat().st_size for file in wired.home.index.rglob("*") if file.is_file())
    asked = [pair for pair in zip(ranked, questions, strict=True) if pair[1].relevant]
    return Retrieval(
        documents=len(corpus),
        queries=len(asked),
        k=k,
        recall_at_1=mean([recall(found, each.relevant, 1) for found, each in asked]),
        recall_at_5=mean([recall(found, each.relevant, 5) for found, each in asked]),
        recall_at_10=mean([recall(found, each.relevant, 10) for found, each in asked]),
        recall_at_k=mean([recall(found, each.relevant, k) for found, each in asked]),
        mrr_at_10=mean([reciprocal_rank(found, each.relevant) for found, each in asked]),
        ndcg_at_10=mean([ndcg(found, each.relevant) for found, each in asked]),
        docs_per_s=round(docs_per_s, 1),
        query_ms_p50=percentile(wall_ms, 0.5),
        query_ms_p95=percentile(wall_ms, 0.95),
        query_cpu_ms_p50=percentile(cpu_ms, 0.5),
        query_cpu_ms_p95=percentile(cpu_ms, 0.95),
        index_mib=round(size / 2**20, 2),
    )


async def measure_answers(
    settings: Settings, corpus: list[CorpusText], questions: list[AskedQuestion]
) -> Answers:
    """Ask every question as a reader would, and read the answers."""
    contained: list[bool] = []
    grounded: list[bool] = []
    not_found: list[bool] = []
    refused: list[bool] = []
    took_ms: list[float] = []
    texts = {text.id: text.text for text in corpus}
    async with _learned(settings, corpus) as (wired, _):
        await wired.streams.open()
        for question in questions:
            begun = time.perf_counter()
            turn = await wired.chats.ask(Wish(READER, settings.language, question.text, None))
            took_ms.append((time.perf_counter() - begun) * 1e3)
            cited = _cited(turn)
            if not question.answers and not question.relevant:
                refused.append(not cited)
                continue
            not_found.append(not cited)
            if question.answers:
                contained.append(contains_one(turn.message.content, question.answers))
            if cited:
                grounded.append(all(each.quote in texts[str(each.url)] for each in cited))
        await wired.streams.close(0)
    return Answers(
        documents=len(corpus),
        queries=len(questions),
        answerable=len(not_found),
        contained=share(contained),
        grounded=share(grounded),
        not_found=share(not_found),
        off_topic=len(refused),
        off_topic_refused=share(refused),
        query_ms_p50=percentile(took_ms, 0.5),
        query_ms_p95=percentile(took_ms, 0.95),
    )


def _cited(turn: ChatTurn) -> list[Citation]:
    return [part for part in turn.message.parts if isinstance(part, Citation)]


@asynccontextmanager
async def _learned(
    settings: Settings, corpus: list[CorpusText]
) -> AsyncIterator[tuple[Wired, float]]:
    """Learn the corpus in a home of its own; yield the services, and how many texts a second."""
    here = {"database": Place(), "redis": Place(), "index": Place(), "files": FileStore()}
    with tempfile.TemporaryDirectory(prefix="madoguchi-eval-") as folder:
        home = Home(Path(folder))
        home.make()
        wired = build(settings.model_copy(update=here), home, role=Role("none"))
        try:
            await migrate(wired.db)
            wired.analyser.words("窓口")
            begun = time.perf_counter()
            await wired.knowledge.learn_all([_document(text) for text in corpus])
            await wired.knowledge.index_changes()
            yield wired, len(corpus) / (time.perf_counter() - begun)
        finally:
            await wired.close()


def _document(text: CorpusText) -> NewDocument:
    return NewDocument(
        collection=SOURCE,
        source=SOURCE,
        address=text.id,
        title=text.title,
        url=text.id,
        language=family(text.language or recognise(text.text).language),
        markdown=text.text,
        passages=(NewPassage((), text.text, 0, len(text.text)),),
    )
