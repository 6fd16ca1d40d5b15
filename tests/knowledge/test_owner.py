"""One process feeds the index; the others read it, and lose nothing."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from madoguchi.entry.database import migrate
from madoguchi.entry.home import Home
from madoguchi.entry.settings import Settings
from madoguchi.entry.wiring import Wired, build
from madoguchi.knowledge.schemas import NewDocument
from madoguchi.learning.cut import cut
from tests.conftest import Builder, Guests
from tests.support.cli import Cli
from tests.support.people import Person
from tests.support.processes import until

POOL = "# Pool\n\nThe pool opens at nine.\n"
ZOO = "# Zoo\n\nThe zebra sleeps.\n"
SOON_S = 5.0
LEARNER = """
import asyncio, sys
from pathlib import Path
from madoguchi.entry.home import Home
from madoguchi.entry.job_room import Role
from madoguchi.entry.settings import Settings
from madoguchi.entry.wiring import build
from tests.knowledge.test_owner import page

async def main():
    home, url, address, text, owns = sys.argv[1:]
    place = Home(Path(home))
    place.make()
    settings = Settings.model_validate({"database": {"url": url or None}})
    wired = build(settings, place, owns_index=owns == "owns", role=Role("none"))
    await wired.knowledge.learn(page(address, text))
    print(await wired.knowledge.index_changes())
    await wired.close()

asyncio.run(main())
"""
REBUILDER = """
import asyncio, sys
from pathlib import Path
from madoguchi.entry.home import Home
from madoguchi.entry.settings import Settings
from madoguchi.entry.wiring import build

async def main():
    wired = build(Settings(), Home(Path(sys.argv[1])))
    print("begun", flush=True)
    while True:
        await wired.indexes.rebuild_here()
        print("rebuilt", flush=True)

asyncio.run(main())
"""


def page(address: str, markdown: str, *roles: str) -> NewDocument:
    return NewDocument(
        "pages", "site", address, address, None, "en", markdown, cut(markdown), roles
    )


def ran(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def wired_in(home: Path, database: Path | None = None, *, owns_index: bool = True) -> Wired:
    place = Home(home)
    place.make()
    url = f"sqlite:///{database}" if database else None
    return build(Settings.model_validate({"database": {"url": url}}), place, owns_index=owns_index)


async def titles(wired: Wired, text: str, role: str = "") -> list[str]:
    return [each.title for each in await wired.knowledge.search(text, role=role)]


async def soon(true: Callable[[], Awaitable[bool]]) -> None:
    end = time.monotonic() + SOON_S
    while not await true():
        assert time.monotonic() < end, "it did not come about"
        await asyncio.sleep(0.05)


def played(play: Callable[[AsyncExitStack], Awaitable[None]]) -> None:
    async def act() -> None:
        async with AsyncExitStack() as stack:
            await play(stack)

    asyncio.run(act())


async def opened(stack: AsyncExitStack, wired: Wired, *, alive: bool = False) -> Wired:
    await migrate(wired.db)
    stack.push_async_callback(wired.close)
    if alive:
        await stack.enter_async_context(wired.alive())
    return wired


def test_a_second_process_of_the_home_reads_only_and_sees_each_commit(tmp_path: Path) -> None:
    async def play(stack: AsyncExitStack) -> None:
        owner = await opened(stack, wired_in(tmp_path))
        second = await opened(stack, wired_in(tmp_path))
        await owner.knowledge.learn(page("pool", POOL))
        assert await owner.knowledge.index_changes() == 1
        assert await titles(second, "pool") == ["pool"]
        await second.knowledge.learn(page("zoo", ZOO))
        assert await second.knowledge.index_changes() == 0
        assert await titles(second, "zebra") == []
        assert await owner.knowledge.index_changes() == 1
        assert await titles(second, "zebra") == ["zoo"]

    played(play)


def test_when_the_owner_leaves_the_next_one_takes_its_place(tmp_path: Path) -> None:
    async def play(stack: AsyncExitStack) -> None:
        owner = wired_in(tmp_path)
        await migrate(owner.db)
        await owner.knowledge.index_changes()
        second = await opened(stack, wired_in(tmp_path), alive=True)
        await second.knowledge.learn(page("zoo", ZOO))
        await asyncio.sleep(0.3)
        assert await titles(second, "zebra") == []
        await owner.close()

        async def found() -> bool:
            return await titles(second, "zebra") == ["zoo"]

        await soon(found)

    played(play)


def test_a_process_of_another_home_never_uses_up_what_waits_for_the_owner(tmp_path: Path) -> None:
    database = tmp_path / "shared.sqlite3"

    async def play(stack: AsyncExitStack) -> None:
        owner = await opened(stack, wired_in(tmp_path / "one", database))
        await owner.knowledge.index_changes()
        url = f"sqlite:///{database}"
        for number, owns in enumerate(("reads", "owns")):
            word = f"zebra{number}"
            text = f"# Zoo\n\nThe {word} sleeps.\n"
            home = str(tmp_path / f"other-{number}")
            assert ran(LEARNER, home, url, f"zoo-{number}", text, owns) == "0"
            assert (await owner.indexes.state()).waiting == 1
            assert await owner.knowledge.index_changes() == 1
            assert (await titles(owner, word))[0] == f"zoo-{number}"

    played(play)


def test_another_home_may_follow_an_owner_that_is_gone_and_indexes_everything(
    tmp_path: Path,
) -> None:
    database = tmp_path / "shared.sqlite3"

    async def play(stack: AsyncExitStack) -> None:
        first = await opened(stack, wired_in(tmp_path / "one", database))
        ran(LEARNER, str(tmp_path / "two"), f"sqlite:///{database}", "pool", POOL, "owns")
        await first.knowledge.learn(page("zoo", ZOO))
        assert await first.knowledge.index_changes() == 2
        assert (await first.indexes.check()).sound
        assert sorted(await titles(first, "pool zebra")) == ["pool", "zoo"]

    played(play)


def test_what_a_worker_process_learned_is_found_within_seconds(
    build_house: Builder, guests: Guests, tmp_path: Path, database: Callable[[], dict[str, Any]]
) -> None:
    place = database()
    house = build_house(home=tmp_path / "home", **place)
    person = guests(house)
    url = place.get("database", {}).get("url") or f"sqlite:///{tmp_path}/home/madoguchi.sqlite3"
    assert ran(LEARNER, str(tmp_path / "worker"), url, "zoo", ZOO, "reads") == "0"
    found = until(
        lambda: person.do("GET", "/api/search", params={"q": "zebra"}), "it is found", SOON_S
    )
    assert [each["title"] for each in found] == ["zoo"]


def test_a_role_finds_and_opens_only_what_it_may_see(
    build_house: Builder, guests: Guests, tmp_path: Path
) -> None:
    house = build_house(home=tmp_path / "home")
    house.add_person("member", "member")
    house.add_person("operator", "operator")

    async def learn(*roles: str) -> None:
        await house.wired.knowledge.learn(page("zoo", ZOO, *roles))
        await house.wired.knowledge.index_changes()

    def seen(person: Person) -> list[str]:
        found = person.do("GET", "/api/search", params={"q": "zebra"})
        return [each["id"] for each in found]

    visitor, member = guests(house), guests(house, house.keys["member"])
    operator, admin = guests(house, house.keys["operator"]), guests(house)
    admin.sign_in()
    house.run(learn("member"))
    ((passage,),) = [seen(member)]
    assert (seen(visitor), seen(operator), seen(admin)) == ([], [], [passage])
    assert visitor.refused(404, "GET", f"/api/passages/{passage}")["code"] == "not_found"
    operator.refused(404, "GET", f"/api/passages/{passage}")
    assert member.do("GET", f"/api/passages/{passage}")["text"] == "The zebra sleeps."
    said = visitor.ask("The zebra sleeps")["message"]["content"]
    assert "zebra sleeps" not in said
    assert "zebra sleeps" in member.ask("The zebra sleeps")["message"]["content"]
    house.sql("update documents set roles = '[\"operator\"]' where address = 'zoo'")
    assert seen(member) == []
    house.run(learn())
    assert len(seen(visitor)) == 1


def test_filters_narrow_by_collection_source_and_language(
    build_house: Builder, guests: Guests, tmp_path: Path
) -> None:
    house = build_house(home=tmp_path / "home")
    house.run(house.wired.knowledge.learn(page("zoo", ZOO)))
    house.run(house.wired.knowledge.index_changes())
    person = guests(house)

    def found(**where: str) -> int:
        return len(person.do("GET", "/api/search", params={"q": "zebra"} | where))

    assert found() == found(source="site") == found(language="en") == found(collection="pages") == 1
    assert found(source="handbook") == found(language="ja") == found(collection="site") == 0


def test_searches_go_on_while_the_index_is_made_anew_and_what_changes_meanwhile_is_not_lost(
    tmp_path: Path,
) -> None:
    async def play(stack: AsyncExitStack) -> None:
        owner = await opened(stack, wired_in(tmp_path))
        reader = await opened(stack, wired_in(tmp_path, owns_index=False))
        for number in range(180):
            text = f"# Page {number}\n\nThe secret of page {number} is word{number}word.\n"
            await owner.knowledge.learn(page(f"{number}", text))
        await owner.knowledge.index_changes()
        before = await owner.indexes.state()
        ended, searches = asyncio.Event(), 0

        async def ask(wired: Wired) -> None:
            nonlocal searches
            while not ended.is_set():
                number = searches % 179
                assert (await titles(wired, f"word{number}word"))[0] == f"{number}"
                searches += 1
                await asyncio.sleep(0)

        async def change() -> None:
            await owner.knowledge.learn(page("179", "# Page\n\nNow it is newword.\n"))
            await owner.knowledge.learn(page("0000", "# Page\n\nAnd this freshword.\n"))
            await owner.knowledge.index_changes()

        async def rebuild() -> None:
            for _ in range(3):
                changing = asyncio.create_task(change())
                assert await owner.indexes.rebuild_here()
                await changing
            ended.set()

        await asyncio.gather(rebuild(), ask(owner), ask(reader))
        assert searches > 100
        for wired in (owner, reader):
            assert (await titles(wired, "newword"))[0] == "179"
            assert (await titles(wired, "freshword"))[0] == "0000"
        state = await owner.indexes.state()
        assert state.rebuilt_at and state.rebuild is None and before.rebuilt_at is None
        assert state.indexed == state.passages == 181
        assert (await reader.indexes.check()).sound
        assert len([path for path in (tmp_path / "index").iterdir() if path.is_dir()]) == 1

    played(play)


def test_a_rebuild_killed_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    async def learn(stack: AsyncExitStack) -> None:
        owner = await opened(stack, wired_in(tmp_path))
        for number in range(120):
            await owner.knowledge.learn(page(f"{number}", f"# Page\n\nIt is word{number}word.\n"))
        await owner.knowledge.index_changes()

    async def look(stack: AsyncExitStack) -> None:
        owner = await opened(stack, wired_in(tmp_path))
        assert (await titles(owner, "word7word"))[0] == "7"
        await owner.knowledge.index_changes()
        assert (await owner.indexes.check()).sound
        assert len([path for path in (tmp_path / "index").iterdir() if path.is_dir()]) == 1

    played(learn)
    for pause_s in (0.0, 0.05, 0.15, 0.3):
        with subprocess.Popen(
            [sys.executable, "-c", REBUILDER, str(tmp_path)],
            stdout=subprocess.PIPE,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)},
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"begun\n"
            time.sleep(pause_s)
            process.send_signal(signal.SIGKILL)
        played(look)


def test_a_check_says_what_differs_and_a_rebuild_mends_it(tmp_path: Path) -> None:
    async def play(stack: AsyncExitStack) -> None:
        owner = await opened(stack, wired_in(tmp_path))
        await owner.knowledge.learn(page("pool", POOL))
        await owner.knowledge.learn(page("zoo", ZOO))
        await owner.knowledge.index_changes()
        assert (await owner.indexes.check()).sound
        ((pool, passage),) = [
            (each.document_id, each.id) for each in await owner.knowledge.search("pool nine")
        ]
        index: Any = owner.knowledge._index
        await index.replace([pool], [])
        found = await owner.indexes.check()
        assert (found.sound, found.missing, found.superfluous) == (False, 1, 0)
        assert found.examples == [passage]
        await owner.knowledge.learn(page("dog", "# Dog\n\nA dog.\n"))
        assert (await owner.indexes.check()).missing == 1
        assert (await owner.indexes.check()).waiting == 1
        assert await owner.indexes.rebuild_here()
        assert await titles(owner, "pool nine") == ["pool"]
        await owner.knowledge.index_changes()
        assert (await owner.indexes.check()).sound

    played(play)


def test_the_terminal_checks_and_rebuilds_with_and_without_a_server(
    build_house: Builder, guests: Guests, tmp_path: Path
) -> None:
    house = build_house(home=tmp_path / "home")
    url = house.wired.settings.database.url
    variables = {"MADOGUCHI__DATABASE__URL": url.get_secret_value()} if url else {}
    cli = Cli(tmp_path / "home", **variables)
    checked = cli.run("index", "check", "--json").document
    assert checked["sound"] and checked["passages"] == checked["indexed"] > 5
    rebuilt = cli.run("index", "rebuild", "--json").document
    assert rebuilt["rebuilt_at"] and rebuilt["indexed"] == checked["passages"]
    assert guests(house).do("GET", "/api/search", params={"q": "図書館"})
    house.sql("delete from passages where id in (select id from passages limit 1)")
    ran_check = cli.run("index", "check")
    assert ran_check.status == 1
    assert "1 should not be there" in ran_check.out


def test_admins_see_and_mend_the_index_and_others_may_not(
    build_house: Builder, guests: Guests, tmp_path: Path
) -> None:
    house = build_house(home=tmp_path / "home")
    person = guests(house)
    for method, path in (("GET", ""), ("POST", "/check"), ("POST", "/rebuild")):
        person.refused(401, method, f"/api/index{path}")
    person.sign_in()
    before = person.do("GET", "/api/index")
    assert before["kind"] == "embedded" and before["passages"] == before["indexed"] > 5
    assert person.do("POST", "/api/index/check")["sound"]
    assert person.do("POST", "/api/index/rebuild")["rebuild"] is not None
    after = until(
        lambda: state if (state := person.do("GET", "/api/index"))["rebuilt_at"] else None,
        "it is rebuilt",
        SOON_S,
    )
    assert after["rebuild"] is None and after["indexed"] == before["indexed"]
