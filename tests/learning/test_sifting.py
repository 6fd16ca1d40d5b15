"""What a source says again and again is found once, and comes back when it is said but once."""

from typing import Any

import pytest

from madoguchi.learning.converting.schemas import Converted
from madoguchi.learning.cutting.blocks import blocks_of
from madoguchi.learning.sifting.blocks import apart, digests, without
from madoguchi.learning.sifting.likeness import are_alike, facts_of, signature_of
from madoguchi.learning.sifting.rank import rank
from tests.learning.test_runs import article, learned, source
from tests.support.people import Person
from tests.support.site import Reply, Site, page

NOTICE = (
    "ただいま耐震工事のため、正面玄関は使えません。お手数ですが南側の通用口からお入りください。"
)
LONG = "".join(
    f"第{word}の部屋では、町の暮らしと道具を順に見ることができます。" for word in "甲乙丙丁戊己庚辛"
)


@pytest.fixture
def admin(librarian: Person) -> Person:
    return librarian


def noticed(title: str, text: str, *links: str, notice: str = NOTICE) -> Reply:
    body = f"<main><h1>{title}</h1><p>{text}</p><p>{notice}</p></main>"
    return page(body, *links, head=f"<title>{title}</title>")


def museum(site: Site, notice: str = NOTICE) -> None:
    links = [f"/room/{n}" for n in range(6)]
    site.keep("/", noticed("町の資料館", "ようこそ。", *links, notice=notice))
    for n, word in enumerate("漆紙布竹石鉄"):
        site.keep(
            f"/room/{n}", noticed(f"{word}の部屋", f"{word}の道具を見られます。", notice=notice)
        )


def texts(admin: Person, made: Any, text: str) -> list[str]:
    wanted = {"q": text, "source": made["id"], "k": 50}
    return [each["text"] for each in admin.do("GET", "/api/search", params=wanted)]


def states(admin: Person, made: Any, site: Site) -> dict[str, str]:
    items = admin.do("GET", f"/api/sources/{made['id']}/documents")["items"]
    return {each["address"].removeprefix(site.address): each["state"] for each in items}


def test_a_notice_on_every_page_is_found_once_and_told_in_the_run(
    site: Site, admin: Person
) -> None:
    museum(site)
    made = source(admin, site)
    run = learned(admin, made["id"])
    assert run["repeats"] == [{"text": NOTICE, "documents": 7, "kept_at": site.address + "/"}]
    assert sum("耐震工事" in each for each in texts(admin, made, "耐震工事 通用口")) == 1
    assert any("竹の道具" in each for each in texts(admin, made, "竹の道具"))


def test_what_is_no_longer_repeated_comes_back_and_what_did_not_change_costs_nothing(
    site: Site, admin: Person
) -> None:
    museum(site)
    made = source(admin, site)
    learned(admin, made["id"])
    again = learned(admin, made["id"])
    assert (again["steps"]["learn"]["total"], again["repeats"]) == (0, [])
    for n, word in enumerate("漆紙布竹"):
        site.keep(f"/room/{n}", article(f"{word}の部屋", f"{word}の道具を見られます。"))
    run = learned(admin, made["id"])
    assert run["steps"]["convert"]["total"] == 4
    assert run["repeats"] == []
    assert sum("耐震工事" in each for each in texts(admin, made, "耐震工事 通用口")) == 3


def test_the_page_that_kept_a_notice_hands_it_on_when_it_goes(site: Site, admin: Person) -> None:
    museum(site)
    made = source(admin, site)
    learned(admin, made["id"])
    links = [f"/room/{n}" for n in range(6)]
    site.keep("/", page("<main><h1>町の資料館</h1><p>移転しました。</p></main>", *links))
    run = learned(admin, made["id"])
    assert run["repeats"][0]["kept_at"] == site.address + "/room/0"
    assert sum("耐震工事" in each for each in texts(admin, made, "耐震工事 通用口")) == 1


def test_of_pages_that_are_nearly_the_same_the_better_address_is_found(
    site: Site, admin: Person
) -> None:
    site.put("/", article("入口", "ようこそ。", "/print/rooms?mode=1", "/rooms"))
    site.keep("/rooms", article("部屋の案内", LONG))
    site.keep("/print/rooms?mode=1", article("部屋の案内", LONG + "印刷用です。"))
    made = source(admin, site)
    learned(admin, made["id"])
    assert states(admin, made, site) == {
        "/": "learned",
        "/rooms": "learned",
        "/print/rooms?mode=1": "duplicate",
    }
    assert sum("町の暮らし" in each for each in texts(admin, made, "町の暮らし")) == 1
    site.put("/", article("入口", "ようこそ。", "/print/rooms?mode=1"))
    site.drop("/rooms")
    learned(admin, made["id"])
    assert states(admin, made, site)["/print/rooms?mode=1"] == "learned"
    assert any("町の暮らし" in each for each in texts(admin, made, "町の暮らし"))


def test_pages_that_differ_in_a_number_are_both_found(site: Site, admin: Person) -> None:
    site.put("/", article("入口", "ようこそ。", "/north", "/south"))
    site.keep("/north", article("部屋の案内", LONG + "電話は0120の11です。"))
    site.keep("/south", article("部屋の案内", LONG + "電話は0120の12です。"))
    made = source(admin, site)
    learned(admin, made["id"])
    assert set(states(admin, made, site).values()) == {"learned"}


def converted(markdown: str) -> Converted:
    return Converted(
        markdown=markdown,
        title=None,
        language=None,
        kind="markdown",
        blocks=tuple(blocks_of(markdown)),
        marks=(),
        warnings=(),
        details={},
    )


def test_a_menu_is_the_same_on_the_page_that_it_does_not_link() -> None:
    one = converted("- [入口](/)\n- 部屋\n- [道具](/tools)\n")
    other = converted("- 入口\n- [部屋](/rooms)\n- [道具](/tools)\n")
    assert digests(one) == digests(other)


def test_an_answer_is_never_left_out_and_a_page_is_never_emptied() -> None:
    answer = converted(f"# 入れますか？\n\n{NOTICE}\n")
    assert digests(answer) == b""
    only = converted(f"# 知らせ\n\n{NOTICE}\n")
    assert without(only, apart(digests(only))) == list(only.blocks)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [(LONG, LONG + "印刷用です。", True), (LONG, LONG[: len(LONG) // 2], False), ("", "", True)],
)
def test_likeness_is_told_from_signatures(one: str, other: str, alike: bool) -> None:
    left, right = converted(one), converted(other)
    signatures = [signature_of(each.markdown, each.blocks) for each in (left, right)]
    assert are_alike(*signatures) is alike


@pytest.mark.parametrize("other", ["# 題\n\n午前十時です。", "# 別\n\n午前九時です。"])
def test_a_heading_or_a_number_makes_another_fact(other: str) -> None:
    one = converted("# 題\n\n午前九時です。")
    two = converted(other)
    assert facts_of(one.markdown, one.blocks) != facts_of(two.markdown, two.blocks)


def test_the_better_address_has_no_query_and_is_near_the_root() -> None:
    addresses = ["https://a.example/b?x=1", "https://a.example/b/c", "https://a.example/bbb"]
    assert sorted(addresses, key=rank) == [addresses[2], addresses[1], addresses[0]]


def test_pages_that_are_the_same_but_for_a_notice_that_one_of_them_keeps_are_twins(
    site: Site, admin: Person
) -> None:
    museum(site)
    links = [f"/room/{n}" for n in range(6)]
    site.keep("/", noticed("町の資料館", "ようこそ。", *links, "/room/0?print=1"))
    site.keep("/room/0?print=1", noticed("漆の部屋", "漆の道具を見られます。"))
    made = source(admin, site)
    learned(admin, made["id"])
    assert states(admin, made, site)["/room/0?print=1"] == "duplicate"
