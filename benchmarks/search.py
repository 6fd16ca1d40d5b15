"""Search: the CPU of a question, memory and disk, indexing, and SQLite's FTS5 beside it."""

import random
import re
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import psutil

from benchmarks.figures import Figure
from madoguchi.entry.wiring import HANDBOOK
from madoguchi.knowledge.adapters.terms import SHARES, fields_of
from madoguchi.knowledge.adapters.volume import Volume
from madoguchi.knowledge.schemas import Entry, Filter
from madoguchi.language.analyse import Analyser
from madoguchi.language.sentences import split_sentences

CHUNKS, LARGE = 16_000, (200_000, 1_000_000)
QUESTIONS, PEER_QUESTIONS = 400, 40
SENTENCES = 5
BATCH = 2_000
WHERE = Filter("main")
Terms = tuple[list[str], list[str]]


def run(quick: bool) -> list[Figure]:
    """Measure at the size of a large site, and the analysis in one and two processes."""
    count = CHUNKS // 4 if quick else CHUNKS
    return [*_measured(count, peer=True), *_analysis(400 if quick else 4_000)]


def run_large(quick: bool) -> list[Figure]:
    """Measure at sizes that few desks reach."""
    return [figure for count in LARGE[: 1 if quick else 2] for figure in _measured(count)]


class Pool:
    """Chunks of the handbook's sentences, whose terms are varied as in a larger library."""

    def __init__(self) -> None:
        self.analyser = Analyser()
        files = sorted(HANDBOOK.glob("*/*.md"))
        texts = [split_sentences(file.read_text("utf-8")) for file in files]
        self.sentences = sorted({each for text in texts for each in text})
        self.terms = [self.analyser.analyse(each) for each in self.sentences]
        self._dice = random.Random(5)

    def chunk(self, number: int) -> tuple[str, Terms]:
        """Return the text and the terms of a chunk."""
        chosen = self._dice.choices(range(len(self.sentences)), k=SENTENCES)
        words = [word for each in chosen for word in varied(self._dice, self.terms[each][0])]
        grams = [gram for each in chosen for gram in varied(self._dice, self.terms[each][1])]
        return " ".join(self.sentences[each] for each in chosen), (words, grams)

    def asked(self, question: str) -> Terms:
        """Analyse a question, and vary its terms as those of the chunks."""
        words, grams = self.analyser.analyse(question)
        return varied(self._dice, words), varied(self._dice, grams)

    def questions(self, count: int) -> list[str]:
        """Return questions: the beginnings of sentences."""
        chosen = random.Random(6).choices(self.sentences, k=count)
        return [re.sub(r"[|*`#_]", " ", sentence)[:40] for sentence in chosen]


def varied(dice: random.Random, terms: list[str]) -> list[str]:
    """Stand for a larger vocabulary: half of the terms stay, others become one of many."""
    return [
        f"{t}{n}" if (n := int(dice.paretovariate(1.0))) > 1 and n < 1_000 else t for t in terms
    ]


def _measured(count: int, *, peer: bool = False) -> Iterator[Figure]:
    pool, process, size = Pool(), psutil.Process(), f"{count // 1000}k chunks"
    with tempfile.TemporaryDirectory() as folder:
        before = process.memory_info().rss
        volume, begun = Volume.make(Path(folder) / "volume"), time.process_time()
        rows = sqlite3.connect(":memory:") if peer else None
        if rows:
            rows.execute(f"create virtual table peer using fts5({', '.join(SHARES)})")
        for start in range(0, count, BATCH):
            made = [pool.chunk(number)[1] for number in range(start, min(start + BATCH, count))]
            volume.replace([], [_entry(start + n, terms) for n, terms in enumerate(made)])
            if rows:
                values = [[" ".join(t) for _, t in fields_of(*terms)] for terms in made]
                rows.executemany("insert into peer values (?, ?, ?)", values)
        spent = time.process_time() - begun
        half, most = _per_question(
            pool.questions(QUESTIONS),
            lambda question: volume.search(*pool.asked(question), WHERE, 10),
        )
        goal = 1.0 if count == CHUNKS else None
        yield Figure(f"CPU of a question, half, {size}", half, "ms")
        yield Figure(f"CPU of a question, 95 %, {size}", most, "ms", goal, "analysis included")
        files = [file.stat().st_size for file in (Path(folder) / "volume").iterdir()]
        yield Figure(f"index on disk, {size}", sum(files) / 2**20, "MiB")
        memory = (process.memory_info().rss - before) / 2**20
        yield Figure(f"memory, {size}", memory, "MiB", note="with the mapped index and the writer")
        if rows:
            half, most = _per_question(
                pool.questions(PEER_QUESTIONS), lambda question: _peer(rows, pool, question)
            )
            yield Figure(f"FTS5, same terms, half, {size}", half, "ms")
            yield Figure(f"FTS5, same terms, 95 %, {size}", most, "ms")
        else:
            yield Figure(f"taking in, {size}", count / spent, "chunks per CPU-s")


def _per_question(questions: list[str], ask: Callable[[str], object]) -> tuple[float, float]:
    ask(questions[0])
    spent = []
    for question in questions:
        begun = time.process_time()
        ask(question)
        spent.append((time.process_time() - begun) * 1e3)
    spent.sort()
    return spent[len(spent) // 2], spent[int(len(spent) * 0.95)]


def _peer(rows: sqlite3.Connection, pool: Pool, question: str) -> object:
    words, grams = pool.asked(question)
    asked = [
        f'{field}:"{term}"'
        for field, terms in fields_of(words, grams)
        for term in dict.fromkeys(terms)
    ]
    weights = ", ".join(str(share) for share in SHARES.values())
    query = f"select rowid from peer where peer match ? order by bm25(peer, {weights}) limit 10"
    return rows.execute(query, (" OR ".join(asked),)).fetchall()


def _entry(number: int, terms: Terms) -> Entry:
    name = f"{number:08x}-0000-4000-8000-000000000000"
    return Entry(name, name, name, "main", "pages", "site", "ja", (), *terms)


def _analysis(count: int) -> Iterator[Figure]:
    pool = Pool()
    texts = [pool.chunk(number)[0] for number in range(count)]
    begun = time.process_time()
    for text in texts:
        pool.analyser.analyse(text)
    alone = count / (time.process_time() - begun)
    yield Figure("analysis with the dictionary", alone, "chunks per CPU-s")
    for hands in (1, 2):
        with ProcessPoolExecutor(hands, mp_context=get_context("spawn")) as workers:
            list(workers.map(_analysed, [texts[:5]] * hands * 2))  # each opens its dictionary
            begun = time.perf_counter()
            list(workers.map(_analysed, [texts[n::8] for n in range(8)]))
            rate = count / (time.perf_counter() - begun)
            yield Figure(f"analysis, worker processes: {hands}", rate, "chunks per s")


_ours = Analyser()


def _analysed(texts: list[str]) -> int:
    return sum(len(_ours.analyse(text)[0]) for text in texts)
