"""A person measures search and answers on their own questions, at the terminal."""

import json
from pathlib import Path
from typing import Any

import pytest

from madoguchi.knowledge.evaluation import ndcg, percentile, recall, reciprocal_rank
from tests.support.cli import Cli, Ran

CORPUS: list[dict[str, Any]] = [
    {
        "id": "pool",
        "title": "市民プール",
        "text": "プールは九時に開きます。大人の料金は四百円です。",
    },
    {"id": "library", "text": "図書館の本は二週間借りられます。", "language": "ja"},
    {"id": "parking", "title": "Parking", "text": "A parking permit costs five euros a month."},
    {"id": 7, "text": "公園は無料です。犬も入れます。"},
]
QUESTIONS: list[dict[str, Any]] = [
    {"id": "q1", "text": "プールの料金", "relevant": ["pool"], "answers": ["四百円", "無料"]},
    {
        "id": "q2",
        "text": "本は何週間借りられますか",
        "relevant": ["library"],
        "answers": ["二週間"],
    },
    {
        "id": "q3",
        "text": "parking permit costs",
        "relevant": ["parking"],
        "answers": ["FIVE"],
    },
    {"id": "q4", "text": "犬は公園に入れますか", "relevant": ["7", "pool"], "answers": ["猫"]},
    {"id": "q5", "text": "Who painted the Mona Lisa?"},
]


def written(folder: Path, name: str, rows: list[dict[str, Any]]) -> str:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / name).write_text("\n".join(lines) + "\n", "utf-8")
    return str(folder / name)


def evaluated(folder: Path, kind: str, *more: str, corpus: str = "", queries: str = "") -> Ran:
    corpus = corpus or written(folder, "corpus.jsonl", CORPUS)
    queries = queries or written(folder, "queries.jsonl", QUESTIONS)
    cli = Cli(folder / "home")
    return cli.run("eval", kind, "--corpus", corpus, "--queries", queries, *more)


def test_search_is_measured_with_the_products_own_index(tmp_path: Path) -> None:
    found = evaluated(tmp_path, "retrieval", "--json").document
    assert (found["documents"], found["queries"], found["k"]) == (4, 4, 10)
    assert found["recall_at_1"] == 1.0
    assert found["mrr_at_10"] == 1.0
    assert 0.9 < found["ndcg_at_10"] <= 1.0
    assert found["docs_per_s"] > 0 and found["index_mib"] > 0
    assert 0 < found["query_ms_p50"] <= found["query_ms_p95"]
    assert not (tmp_path / "home" / "index").exists()
    assert not (tmp_path / "home" / "madoguchi.sqlite3").exists()


def test_answers_are_measured_with_the_products_own_answerer(tmp_path: Path) -> None:
    found = evaluated(tmp_path, "answers", "--json").document
    assert (found["queries"], found["answerable"], found["off_topic"]) == (5, 4, 1)
    assert found["contained"] == 0.75
    assert found["grounded"] == 1.0
    assert found["not_found"] == 0.0
    assert found["off_topic_refused"] == 1.0


def test_a_person_reads_words_and_not_json(tmp_path: Path) -> None:
    said = evaluated(tmp_path, "retrieval", "--k", "3").out
    assert "Recall@5: 1.0" in said
    assert "{" not in said


@pytest.mark.parametrize(
    ("name", "lines", "says"),
    [
        ("corpus", "", "holds no lines"),
        ("corpus", '{"id": "a", "text": "b"}\n\nnonsense\n', "line 3: this is not JSON"),
        ("corpus", '{"id": "a", "text": "b"}\n["c"]\n', "line 2: a JSON object is expected"),
        ("corpus", '{"id": "a", "text": "b"}\n\n\n{"id": "c"}\n', "line 4: text: Field required"),
        ("corpus", '\n{"id": "a", "text": ""}\n', "line 2: text: "),
        ("corpus", '{"id":"a","text":"b"}\n{"id":"a","text":"c"}\n', "line 2: the id a is taken"),
        ("corpus", b"\xff\xfe\n", "line 1: this is not JSON"),
        ("queries", '{"id": "a", "text": "b", "relevant": "pool"}\n', "line 1: relevant: "),
        ("queries", '{"id": "a", "text": "b", "relevant": ["x"]}\n', "no text with the id x"),
        ("queries", '{"id": "a", "text": "b"}\n', "no question says what it expects"),
    ],
)
def test_a_broken_file_is_named_with_the_line(
    tmp_path: Path, name: str, lines: str | bytes, says: str
) -> None:
    file = tmp_path / "broken.jsonl"
    file.write_bytes(lines.encode() if isinstance(lines, str) else lines)
    corpus, queries = (str(file) if name == each else "" for each in ("corpus", "queries"))
    sentence = evaluated(tmp_path, "retrieval", "--json", corpus=corpus, queries=queries).sentence
    assert says in sentence
    assert "broken.jsonl" in sentence


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    said = evaluated(tmp_path, "answers", corpus=str(tmp_path / "none.jsonl")).sentence
    assert "none.jsonl could not be read: No such file" in said


def test_the_measures_are_those_of_the_books() -> None:
    assert ndcg(["a", "b"], ["a"]) == 1.0
    assert ndcg(["b", "a"], ["a"]) == pytest.approx(0.6309, abs=1e-4)
    assert ndcg(["x", "a", "b"], ["a", "b"]) == pytest.approx((0.6309 + 0.5) / 1.6309, abs=1e-4)
    assert ndcg([], ["a"]) == 0.0
    assert recall(["a", "x", "b"], ["a", "b"], 2) == 0.5
    assert recall(["a"], ["a", "b"], 1) == 1.0
    assert reciprocal_rank(["x", "y", "a"], ["a", "b"]) == pytest.approx(1 / 3)
    assert percentile([5.0, 1.0, 3.0, 2.0, 4.0], 0.5) == 3.0
    assert percentile([1.0, 2.0], 0.95) == 2.0
