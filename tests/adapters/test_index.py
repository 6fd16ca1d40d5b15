"""What every index promises, whichever keeps it: in a folder, or in Qdrant.

Qdrant runs in its client's local mode: its own scoring and filters, in this process.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from madoguchi.kernel.ids import new_id
from madoguchi.knowledge.adapters.embedded import EmbeddedIndex
from madoguchi.knowledge.adapters.qdrant import QdrantIndex
from madoguchi.knowledge.ports import Index
from madoguchi.knowledge.schemas import SEES_ALL, Entry, Filter
from madoguchi.language.analyse import Analyser

TEXTS = {
    "pool": "プールは九時に開きます。大人の料金は四百円です。",
    "library": "図書館の本は二週間借りられます。",
    "parking": "A parking permit costs five euros a month.",
    "garden": "公園は無料です。犬も入れます。",
}
ANALYSER = Analyser()
EVERYTHING = Filter("main", role=SEES_ALL)
Play = Callable[[Index], Awaitable[None]]
Played = Callable[[Play], None]


@pytest.fixture(params=["embedded", "qdrant"])
def played(request: pytest.FixtureRequest, tmp_path: Path) -> Played:
    """Play something with an index of each kind."""

    def make() -> Index:
        if request.param == "embedded":
            return EmbeddedIndex(tmp_path / "index")
        return QdrantIndex(f"file://{tmp_path}/qdrant")

    async def act(play: Play) -> None:
        index = make()
        try:
            assert await index.own()
            await play(index)
        finally:
            await index.close()

    return lambda play: asyncio.run(act(play))


def entry(document: str, text: str | None = None, *roles: str, **fields: str) -> Entry:
    words, grams = ANALYSER.analyse(text or TEXTS[document])
    return Entry(
        passage_id=new_id(),
        document_id=document,
        version=f"{document} 1",
        tenant=fields.get("tenant", "main"),
        collection=fields.get("collection", "pages"),
        source=fields.get("source", "site"),
        language=fields.get("language", "ja"),
        roles=roles,
        words=words,
        grams=grams,
    )


async def ids(index: Index, text: str, where: Filter = EVERYTHING, k: int = 10) -> list[str]:
    return [found for found, _ in await index.search(*ANALYSER.analyse(text), where, k)]


async def filled(index: Index) -> dict[str, str]:
    """Take in every text; return the passage of each."""
    entries = [entry(name) for name in TEXTS]
    await index.replace(list(TEXTS), entries)
    return {each.document_id: each.passage_id for each in entries}


def test_an_empty_index_finds_nothing(played: Played) -> None:
    async def play(index: Index) -> None:
        assert await index.search(["a"], ["a"], EVERYTHING, 5) == []
        assert (await index.count(), await index.ids()) == (0, set())
        assert index.identity

    played(play)


def test_what_fits_best_comes_first_with_falling_scores(played: Played) -> None:
    async def play(index: Index) -> None:
        passages = await filled(index)
        for question, name in (
            ("プールの料金はいくらですか", "pool"),
            ("本は何週間借りられますか", "library"),
            ("parking permits", "parking"),
            ("PARKING", "parking"),
            ("ﾌﾟｰﾙ", "pool"),
        ):
            hits = await index.search(*ANALYSER.analyse(question), EVERYTHING, 3)
            assert hits[0][0] == passages[name]
            scores = [score for _, score in hits]
            assert scores == sorted(scores, reverse=True) and min(scores) > 0
        assert await ids(index, "zzzqqq") == []
        assert len(await ids(index, "です 料金 無料 公園", k=1)) == 1

    played(play)


def test_words_side_by_side_tell_passages_apart_that_have_the_same_words(played: Played) -> None:
    async def play(index: Index) -> None:
        right, wrong = entry("a", "new york city guide old"), entry("b", "york new guide city old")
        await index.replace(["a", "b"], [wrong, right])
        assert await ids(index, "new york") == [right.passage_id, wrong.passage_id]

    played(play)


def test_a_document_that_is_replaced_or_gone_leaves_nothing_behind(played: Played) -> None:
    async def play(index: Index) -> None:
        passages = await filled(index)
        fresh = [entry("pool", "プールは閉鎖中です。"), entry("pool", "再開は来年です。")]
        await index.replace(["pool", "library"], fresh)
        assert passages["pool"] not in await ids(index, "プールの料金")
        assert (await ids(index, "プール"))[0] == fresh[0].passage_id
        assert await ids(index, "図書館") == []
        expected = {each.passage_id for each in fresh} | {passages["parking"], passages["garden"]}
        assert await index.ids() == expected
        assert await index.versions() == {f"{name} 1" for name in ("pool", "parking", "garden")}
        assert await index.count() == 4
        await index.replace(["pool"], fresh)
        assert await index.count() == 4

    played(play)


@pytest.mark.parametrize("field", ["tenant", "collection", "source", "language"])
def test_a_filter_keeps_only_what_it_names(played: Played, field: str) -> None:
    async def play(index: Index) -> None:
        here, there = entry("pool"), entry("garden", TEXTS["pool"], **{field: "other"})
        await index.replace(["pool", "garden"], [here, there])

        def where(value: str) -> Filter:
            return Filter(**({"tenant": "main", "role": SEES_ALL} | {field: value}))

        assert await ids(index, "プール", where("other")) == [there.passage_id]
        usual = {"tenant": "main", "collection": "pages", "source": "site", "language": "ja"}
        assert await ids(index, "プール", where(usual[field])) == [here.passage_id]
        assert await ids(index, "プール", where("none")) == []

    played(play)


def test_a_role_finds_what_everybody_or_it_may_see(played: Played) -> None:
    async def play(index: Index) -> None:
        everybody, staff = entry("pool"), entry("garden", TEXTS["pool"], "operator", "auditor")
        await index.replace(["pool", "garden"], [everybody, staff])
        for role, seen in (
            ("", [everybody]),
            ("member", [everybody]),
            ("operator", [everybody, staff]),
            ("auditor", [everybody, staff]),
            (SEES_ALL, [everybody, staff]),
        ):
            found = await ids(index, "プール", Filter("main", role=role))
            assert sorted(found) == sorted(each.passage_id for each in seen)

    played(play)


def test_rare_terms_weigh_more_than_common_ones(played: Played) -> None:
    async def play(index: Index) -> None:
        count = 12
        await index.replace(
            [str(n) for n in range(count)],
            [entry(str(n), f"common {'rare' if n == 3 else 'usual'}") for n in range(count)],
        )
        await index.search(*ANALYSER.analyse("common rare unseen"), EVERYTHING, 3)
        rare, common = index.word_weight("rare"), index.word_weight("common")
        assert rare == pytest.approx(math.log(1 + (count - 0.5) / 1.5), rel=0.01)
        assert common == pytest.approx(math.log(1 + 0.5 / (count + 0.5)), rel=0.01)
        assert index.word_weight("unseen") > rare > common
        assert index.gram_weight("rare") > index.gram_weight("comm")

    played(play)


def test_a_new_index_beside_hears_of_changes_and_takes_over_in_one_step(played: Played) -> None:
    async def play(index: Index) -> None:
        passages = await filled(index)
        before = index.identity
        await index.begin_beside()
        assert await ids(index, "プール") == [passages["pool"]]
        late = entry("late", "あとから来た体育館のお知らせ")
        await index.replace(["late"], [late])
        again = entry("pool")
        await index.replace(["pool"], [again], beside=True)
        assert (await ids(index, "プール"))[0] == passages["pool"]
        assert (await ids(index, "体育館"))[0] == late.passage_id
        await index.switch()
        assert index.identity != before
        assert await index.ids() == {late.passage_id, again.passage_id}
        assert await ids(index, "プール") == [again.passage_id]
        await index.begin_beside()
        await index.drop_beside()
        assert await index.count() == 2

    played(play)


def test_what_was_taken_in_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    async def act(make: Callable[[], Index]) -> None:
        first = make()
        assert await first.own()
        passages, identity = await filled(first), first.identity
        await first.close()
        second = make()
        assert await second.own()
        assert second.identity == identity
        assert await ids(second, "プール") == [passages["pool"]]
        await second.close()

    asyncio.run(act(lambda: EmbeddedIndex(tmp_path / "index")))
    asyncio.run(act(lambda: QdrantIndex(f"file://{tmp_path}/qdrant")))


def test_both_kinds_rank_alike(tmp_path: Path) -> None:
    async def act() -> None:
        embedded, qdrant = EmbeddedIndex(tmp_path / "i"), QdrantIndex(f"file://{tmp_path}/q")
        entries = [
            entry(f"{name}{n}", f"{text} {n}") for name, text in TEXTS.items() for n in (1, 2)
        ]
        for index in (embedded, qdrant):
            assert await index.own()
            await index.replace([each.document_id for each in entries], entries)
        for text in TEXTS.values():
            ranked = [await ids(index, text[:12], k=2) for index in (embedded, qdrant)]
            assert set(ranked[0]) == set(ranked[1])
        await embedded.close()
        await qdrant.close()

    asyncio.run(act())
