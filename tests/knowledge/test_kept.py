"""What search and learning keep: it saves work, and never shows what was true before."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from madoguchi.entry.database import migrate
from madoguchi.entry.home import Home
from madoguchi.entry.settings import Settings
from madoguchi.entry.wiring import Wired, build
from madoguchi.knowledge.schemas import Found, NewDocument
from madoguchi.knowledge.words import Words
from madoguchi.language.analyse import Analyser
from madoguchi.learning.cut import cut

POOL = "# 市民プール\n\n大人の料金は四百円です。\n\n## 休館日\n\n毎週月曜日は休みます。\n"
LIBRARY = "# 図書館\n\n本は二週間借りられます。\n"
QUESTION = "プールの料金を教えてください"
SECRET_WORD = "田中花子"


def page(address: str, markdown: str, language: str = "ja") -> NewDocument:
    return NewDocument("pages", "site", address, address, None, language, markdown, cut(markdown))


def analysed_by(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which every text is added that is analysed from now on."""
    real = Analyser.analyse
    texts: list[str] = []

    def noted(self: Analyser, text: str) -> tuple[list[str], list[str]]:
        texts.append(text)
        return real(self, text)

    monkeypatch.setattr(Analyser, "analyse", noted)
    return texts


class Desk:
    """One process over a home."""

    def __init__(self, home: Path, *, owns_index: bool = True) -> None:
        place = Home(home)
        place.make()
        self.wired: Wired = build(Settings(), place, owns_index=owns_index)
        self.knowledge = self.wired.knowledge
        self.looked = 0
        index: Any = self.knowledge._index
        real = index.search

        def search(*given: Any) -> Any:
            self.looked += 1
            return real(*given)

        index.search = search

    async def learn(self, *pages: NewDocument) -> None:
        """Have the index hold exactly these pages."""
        for each in pages:
            await self.knowledge.learn(each)
        await self.knowledge.forget_all_but("site", [each.address for each in pages])
        await self.knowledge.index_changes()

    async def search(self, text: str = QUESTION, k: int = 10, **where: Any) -> list[str]:
        """Return the texts of the passages found."""
        return [each.text for each in await self.knowledge.search(text, k, **where)]


def played(play: Callable[..., Awaitable[None]], *desks: Desk) -> None:
    async def act() -> None:
        await migrate(desks[0].wired.db)
        try:
            await play(*desks)
        finally:
            for desk in desks:
                await desk.wired.close()

    asyncio.run(act())


def test_the_same_question_is_looked_up_once_however_it_is_written(tmp_path: Path) -> None:
    async def play(desk: Desk) -> None:
        await desk.learn(page("pool", POOL), page("library", LIBRARY))
        first = await desk.knowledge.search("プールの料金は？ OPEN")
        for same in ("プールの料金は？ OPEN", " ﾌﾟｰﾙの料金は？  open\n"):
            assert await desk.knowledge.search(same) == first
        assert desk.looked == 1
        await desk.search("プールの料金は？ OPEN", k=1)
        await desk.search("プールの料金は？ OPEN", language="ja")
        await desk.search("プールの料金は？ OPEN", collection="pages")
        await desk.search("図書館の料金は？ OPEN")
        assert desk.looked == 5

    played(play, Desk(tmp_path))


def test_a_filter_is_never_taken_for_another(tmp_path: Path) -> None:
    async def play(desk: Desk) -> None:
        await desk.learn(page("pool", POOL), page("pool-en", POOL, "en"))
        for _ in range(2):
            assert len(await desk.search()) == 4
            assert len(await desk.search(language="ja")) == 2
            assert len(await desk.search(k=1)) == 1
            assert await desk.search(language="de") == []
            assert await desk.search(collection="ja") == []

    played(play, Desk(tmp_path))


def test_after_learning_again_search_is_right_at_once(tmp_path: Path) -> None:
    async def play(desk: Desk) -> None:
        await desk.learn(page("pool", POOL))
        for price in ("五百円", "六百円", "七百円"):
            before = await desk.search()
            assert before == await desk.search()
            await desk.learn(page("pool", POOL.replace("四百円", price)))
            (found, *_) = await desk.search()
            assert price in found
        await desk.learn(page("library", LIBRARY))
        assert await desk.search("大人の料金") == []
        await desk.learn(page("library", LIBRARY), page("pool", POOL))
        assert "四百円" in (await desk.search("大人の料金"))[0]

    played(play, Desk(tmp_path))


def test_what_was_learned_but_is_not_yet_in_the_index_never_brings_old_text(
    tmp_path: Path,
) -> None:
    async def play(desk: Desk) -> None:
        await desk.learn(page("pool", POOL), page("library", LIBRARY))
        assert "四百円" in (await desk.search())[0]
        await desk.knowledge.learn(page("pool", POOL.replace("四百円", "千円")))
        assert all("四百円" not in text for text in await desk.search())
        await desk.knowledge.index_changes()
        assert "千円" in (await desk.search())[0]

    played(play, Desk(tmp_path))


def test_what_another_process_of_the_home_learned_ends_what_was_kept_here(tmp_path: Path) -> None:
    async def play(owner: Desk, other: Desk) -> None:
        await owner.learn(page("pool", POOL))
        await other.search()
        assert "四百円" in (await owner.search())[0]
        await other.learn(page("pool", POOL.replace("四百円", "千円")))
        assert all("四百円" not in text for text in await owner.search() + await other.search())
        await owner.knowledge.index_changes()
        assert "千円" in (await owner.search())[0]
        assert "千円" in (await other.search())[0]

    played(play, Desk(tmp_path), Desk(tmp_path, owns_index=False))


def test_searching_while_pages_change_never_shows_what_changed_before(tmp_path: Path) -> None:
    async def play(desk: Desk) -> None:
        learned = 0
        await desk.learn(page("pool", f"# Pool\n\nround {learned} of the pool\n", "en"))
        ended = asyncio.Event()

        async def ask() -> None:
            while not ended.is_set():
                begun = learned
                found = await desk.search("round of the pool")
                assert all(int(text.split()[1]) >= begun for text in found)
                await asyncio.sleep(0.002)

        async def teach() -> None:
            nonlocal learned
            for number in range(1, 7):
                await desk.learn(page("pool", f"# Pool\n\nround {number} of the pool\n", "en"))
                learned = number
                (found,) = await desk.search("round of the pool")
                assert found == f"round {number} of the pool"
            ended.set()

        await asyncio.gather(teach(), ask(), ask())

    played(play, Desk(tmp_path))


def test_of_a_changed_page_only_what_changed_is_analysed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def play(desk: Desk) -> None:
        await desk.learn(page("pool", POOL), page("library", LIBRARY))
        analysed = analysed_by(monkeypatch)
        await desk.learn(page("pool", POOL.replace("四百円", "千円")), page("library", LIBRARY))
        assert len(analysed) == 1
        assert "千円" in analysed[0]

    played(play, Desk(tmp_path))


async def everything(desk: Desk) -> list[Found]:
    texts = (QUESTION, "図書館 本", "月曜日 休み", "library 二週間")
    return [found for text in texts for found in await desk.knowledge.search(text)]


def test_an_index_rebuilt_from_what_was_kept_is_the_same_as_one_analysed_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = (page("pool", POOL), page("library", LIBRARY), page("en", "# A\n\nlibrary\n", "en"))
    expected: list[Found] = []

    async def first(desk: Desk) -> None:
        await desk.learn(*pages)
        expected.extend(await everything(desk))
        assert len(expected) > 5

    async def again(desk: Desk) -> None:
        await desk.knowledge.index_changes()
        assert [text for text in analysed if "library" not in text] == []
        assert await everything(desk) == expected

    played(first, Desk(tmp_path))
    shutil.rmtree(tmp_path / "index")
    rebuilt = Desk(tmp_path)
    analysed = analysed_by(monkeypatch)
    played(again, rebuilt)


def test_words_of_another_dictionary_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def first(desk: Desk) -> None:
        await desk.learn(page("pool", POOL))

    async def again(desk: Desk) -> None:
        desk.wired.indexing._entries._words = Words(
            desk.wired.analyser, desk.wired.cache, "another"
        )
        analysed = analysed_by(monkeypatch)
        await desk.learn(page("pool", POOL + "\n\nおわり。\n"))
        assert len(analysed) == len(cut(POOL + "\n\nおわり。\n"))

    played(first, Desk(tmp_path))
    played(again, Desk(tmp_path))


def test_a_forgotten_page_leaves_no_words_and_a_question_never_does(tmp_path: Path) -> None:
    def kept(name: str = "") -> list[Path]:
        return [file for file in (tmp_path / "cache" / name).rglob("*") if file.is_file()]

    async def play(desk: Desk) -> None:
        english = page("en", "# A\n\nb\n", "en")
        await desk.learn(page("pool", POOL), page("library", LIBRARY), english)
        assert len(kept("words")) == 2 + 1  # of Japanese pages, and the generation
        await desk.learn(page("library", LIBRARY), english)
        await desk.search(f"{SECRET_WORD}の料金")
        assert len(kept("words")) == 1 + 1
        assert [file.name for file in kept("searches")] == ["generation"]
        assert all(SECRET_WORD.encode() not in file.read_bytes() for file in kept())

    played(play, Desk(tmp_path))
