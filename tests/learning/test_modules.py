"""Modules look at what was learned: questions are answered, terms are words, age is told."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from madoguchi.kernel.clock import now
from madoguchi.language.lexicon import Lexicon
from madoguchi.learning.modules.dates import ends_in
from madoguchi.learning.modules.protocol import ModuleDocument
from tests.conftest import DEAD, Guests
from tests.learning.test_runs import QUICK, article, learned, library, source
from tests.support.house import House, open_house, settings_with
from tests.support.people import Person
from tests.support.site import Site, page

ROOT = Path(__file__).parents[2]
ELSEWHERE = """
from madoguchi.learning.modules.protocol import Findings, ModuleFailed

class Lengths:
    name, edition, on_by_default = "lengths", "1", False
    async def look(self, document):
        if "壊れる" in document.markdown:
            raise KeyError("something of its own")
        return Findings(note={"length": len(document.markdown)}, counts={"looked": 1})

class Refusing:
    name, edition, on_by_default = "refusing", "1", False
    async def look(self, document):
        raise ModuleFailed("I do not like this page")
"""
POINTS = """[madoguchi.modules]
lengths = elsewhere_modules:Lengths
refusing = elsewhere_modules:Refusing
missing = no_such_package_at_all:Thing
"""
FAQ = """<main><h1>よくある質問</h1>
<h2>本は何冊まで借りられますか？</h2><p>一人十冊まで借りられます。</p><p>雑誌もこれに数えます。</p>
<h2>駐車場について</h2><p>車は十二台まで停められます。</p>
<p>Q. 傘は借りられますか？</p><p>A. 受付で貸し出しています。</p></main>"""
TOLD = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "FAQPage",
"mainEntity": [{"@type": "Question", "name": "ペットは入れますか？",
"acceptedAnswer": {"@type": "Answer", "text": "盲導犬のほかは入れません。"}}]}</script>"""
WORDS = """<main><h1>用語集</h1><dl>
<dt>みどりパス</dt><dd>館内のどの部屋にも入れる年間の券</dd></dl>
<p>特別郷土室とは、町の古い地図を集めた部屋のことです。</p></main>"""


@pytest.fixture(scope="module")
def learning_house(
    tmp_path_factory: pytest.TempPathFactory, database: Callable[[], dict[str, Any]]
) -> Iterator[House]:
    """A server beside which somebody has installed modules."""
    folder = tmp_path_factory.mktemp("modules")
    installed = folder / "installed"
    info = installed / "elsewhere-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: elsewhere\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(POINTS)
    (installed / "elsewhere_modules.py").write_text(ELSEWHERE)
    settings = settings_with(DEAD, crawl={"allow_private": ["127.0.0.1"]}, **database())
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(installed))
        with open_house(folder / "home", settings) as opened:
            opened.keys["librarian"] = opened.add_person("librarian", "admin")
            yield opened


@pytest.fixture
def admin(learning_house: House, guests: Guests) -> Person:
    return guests(learning_house, learning_house.keys["librarian"])


def options(**modules: bool) -> dict[str, Any]:
    return QUICK | {"modules": {"missing": False} | modules}


def reports(run: Any) -> dict[str, Any]:
    return {each["name"]: each for each in run["modules"]}


def answer(admin: Person, text: str) -> Any:
    return admin.ask(text, model="builtin")["message"]


def test_questions_of_a_page_are_found_and_answered_with_their_answers(
    site: Site, admin: Person
) -> None:
    library(site)
    site.put("/", article("みどり図書館", "ようこそ。", "/hours", "/faq"))
    site.keep("/faq", page(FAQ, head="<title>よくある質問</title>" + TOLD))
    made = source(admin, site, options=options(), collection="faq")
    run = learned(admin, made["id"])
    assert reports(run)["faq"]["counts"] == {"documents": 3, "pairs": 4}
    assert run["steps"]["modules"]["counts"] == {"done": 3, "failed": 0}
    pairs = admin.do("GET", f"/api/sources/{made['id']}/faq")
    answers = {each["question"]: each["answer"] for each in pairs}
    assert answers == {
        "本は何冊まで借りられますか？": "一人十冊まで借りられます。\n\n雑誌もこれに数えます。",
        "駐車場について": "車は十二台まで停められます。",
        "傘は借りられますか？": "受付で貸し出しています。",
        "ペットは入れますか？": "盲導犬のほかは入れません。",
    }
    said = answer(admin, "本は何冊まで借りられますか")
    assert "一人十冊まで借りられます。\n>\n> 雑誌もこれに数えます。 [1]" in said["content"]
    assert "盲導犬のほかは入れません。 [1]" in answer(admin, "ペットは入れますか")["content"]
    citation = next(part for part in said["parts"] if part["type"] == "citation")
    assert citation["url"] == site.address + "/faq"
    passages = {each["passage_id"] for each in pairs}
    assert citation["passage_id"] in passages


def test_a_pair_goes_with_its_page_and_a_changed_one_takes_its_place(
    site: Site, admin: Person
) -> None:
    site.put("/", article("入口", "ようこそ。", "/a", "/b"))
    site.keep("/a", article("返却期限は何日ですか？", "二週間です。"))
    site.keep("/b", article("分館はありますか？", "ありません。"))
    made = source(admin, site, options=options())
    learned(admin, made["id"])
    site.keep("/a", article("返却期限は何日ですか？", "三週間になりました。"))
    site.drop("/b")
    learned(admin, made["id"])
    pairs = admin.do("GET", f"/api/sources/{made['id']}/faq")
    assert [each["answer"] for each in pairs] == ["三週間になりました。"]


def test_a_module_sees_only_what_has_changed_and_nothing_when_nothing_has(
    site: Site, admin: Person
) -> None:
    library(site)
    made = source(admin, site, options=options(lengths=True))
    assert reports(learned(admin, made["id"]))["lengths"]["counts"]["looked"] == 4
    site.keep("/hours", article("開館時間", "開館は午前十時です。"))
    assert reports(learned(admin, made["id"]))["lengths"]["counts"]["looked"] == 1
    assert learned(admin, made["id"])["modules"] == []
    notes = admin.do("GET", f"/api/sources/{made['id']}/notes/lengths")
    assert [each["address"].removeprefix(site.address) for each in notes] == [
        "/",
        "/cards",
        "/hours",
        "/rules",
    ]


def test_a_module_that_is_switched_on_later_sees_everything_and_off_it_leaves_nothing(
    site: Site, admin: Person
) -> None:
    library(site)
    made = source(admin, site, options=options(faq=False))
    assert "lengths" not in reports(learned(admin, made["id"]))
    path = f"/api/sources/{made['id']}"
    admin.do("PATCH", path, json={"options": options(lengths=True)})
    assert reports(learned(admin, made["id"]))["lengths"]["counts"]["looked"] == 4
    admin.do("PATCH", path, json={"options": options(lengths=False)})
    learned(admin, made["id"])
    assert admin.do("GET", f"{path}/notes/lengths") == []


def test_a_module_that_fails_says_why_and_the_run_ends_well(site: Site, admin: Person) -> None:
    library(site)
    site.keep("/rules", article("館内の決まり", "この頁で壊れるものもあります。"))
    made = source(admin, site, options=options(lengths=True, refusing=True, missing=True))
    run = learned(admin, made["id"])
    assert run["state"] == "done"
    found = reports(run)
    assert {name for name, each in found.items() if each["state"] == "failed"} == {
        "lengths",
        "refusing",
        "missing",
    }
    assert "I do not like this page" in found["refusing"]["message"]
    assert "no_such_package_at_all" in found["missing"]["message"]
    assert "KeyError" in found["lengths"]["message"]
    assert run["steps"]["modules"]["counts"] == {"done": 3, "failed": 3}
    site.keep("/rules", article("館内の決まり", "もう直りました。"))
    again = reports(learned(admin, made["id"]))["lengths"]
    assert (again["state"], again["counts"]["looked"]) == ("done", 4)


def test_terms_become_words_and_the_documents_that_speak_of_them_are_indexed_again(
    site: Site, admin: Person
) -> None:
    site.put("/", article("町の館", "特別郷土室は二階です。", "/other", "/words"))
    site.keep("/other", article("別の頁", "特別な郷土の室内楽を聴く会です。"))
    site.keep("/words", page(WORDS, head="<title>用語集</title>"))
    made = source(admin, site, options=options(glossary=False))
    path = f"/api/sources/{made['id']}"
    learned(admin, made["id"])
    plain = lead_of_the_term(admin, made)
    admin.do("PATCH", path, json={"options": options(glossary=True)})
    learned(admin, made["id"])
    terms = admin.do("GET", f"{path}/glossary")
    assert {each["term"] for each in terms} == {"特別郷土室", "みどりパス"}
    assert lead_of_the_term(admin, made) > plain * 1.1
    site.keep("/words", article("用語集", "今はありません。"))
    learned(admin, made["id"])
    assert admin.do("GET", f"{path}/glossary") == []
    assert lead_of_the_term(admin, made) < plain * 1.1


def test_terms_go_with_their_source(site: Site, admin: Person, learning_house: House) -> None:
    site.keep("/", page(WORDS, head="<title>用語集</title>"))
    made = source(admin, site, options=options())
    learned(admin, made["id"])
    count = "select count(*) from terms where source = :source"
    assert learning_house.sql(count, source=made["id"])[0][0] == 2
    admin.do("DELETE", f"/api/sources/{made['id']}")
    assert learning_house.sql(count, source=made["id"])[0][0] == 0


def lead_of_the_term(admin: Person, made: Any) -> float:
    """How much better the page fits that has the term as one word, not only its parts."""
    scores = {each["title"]: each["score"] for each in search(admin, made, "特別郷土室")}
    return float(scores["町の館"] / scores["別の頁"])


def search(admin: Person, made: Any, text: str) -> list[Any]:
    found: list[Any] = admin.do("GET", "/api/search", params={"q": text, "source": made["id"]})
    return found


def test_what_may_be_out_of_date_is_told(site: Site, admin: Person) -> None:
    old = article("古い催し", "申し込みは2019年3月31日（日）までです。")
    old.headers["Last-Modified"] = "Fri, 01 Mar 2019 10:00:00 GMT"
    site.put("/", article("催し", "参加は2999年12月31日まで。", "/old", "/gone"))
    site.put("/old", old)
    made = source(admin, site, options=options())
    learned(admin, made["id"])
    report = admin.do("GET", f"/api/sources/{made['id']}/freshness", params={"days": 365})
    assert [each["address"] for each in report["old"]] == [site.address + "/old"]
    assert [(each["until"], each["address"]) for each in report["ended"]] == [
        ("2019-03-31", site.address + "/old")
    ]
    assert "申し込み" in report["ended"][0]["sentence"]
    (dead,) = report["dead_links"]
    assert dead == {
        "address": site.address + "/gone",
        "found_on": site.address + "/",
        "status": 404,
    }


def test_the_installed_modules_are_listed(admin: Person) -> None:
    found = {each["name"]: each["on_by_default"] for each in admin.do("GET", "/api/modules")}
    assert found == {
        "faq": True,
        "freshness": True,
        "glossary": True,
        "lengths": False,
        "missing": True,
        "refusing": False,
    }


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_module_of_the_how_to_does_what_it_says(language: str) -> None:
    page_of_it = ROOT / "docs" / language / "how-to" / "write-a-module.md"
    code = page_of_it.read_text("utf-8").partition("```python\n")[2].partition("```")[0]
    names: dict[str, Any] = {}
    exec(code, names)
    document = ModuleDocument(
        address="a",
        url=None,
        title="a",
        language="ja",
        markdown="電話は 03-1234-5678 と 03-1234-5678 です。",
        blocks=(),
        details={},
        learned_at=now(),
    )
    found = asyncio.run(names["Phones"]().look(document))
    assert (found.note, found.counts) == ({"numbers": ["03-1234-5678"]}, {"numbers": 1})


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        ("受付は2024年3月31日（日）までです。", ["2024-03-31"]),
        ("令和6年度まで有効です。", ["2025-03-31"]),
        ("申込期限：2023/4/5", ["2023-04-05"]),
        ("平成30年2月まで", ["2018-02-28"]),
        ("This ticket is valid until 3 May 2022.", ["2022-05-03"]),
        ("The offer ends on March 31, 2021.", ["2021-03-31"]),
        ("Prices hold through 2020.", ["2020-12-31"]),
        ("2024年に開館しました。", []),
        ("2024年13月40日まで", []),
    ],
)
def test_sentences_tell_until_when_they_hold(sentence: str, ends: list[str]) -> None:
    assert [day.isoformat() for day in ends_in(sentence)] == ends


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ＱＲ決済が使えます。QR決済は便利です。", ["qr決済", "qr決済"]),
        ("Open a pull request.", ["pull_request"]),
        ("rapid", []),
        ("an API, the api", ["api", "api"]),
    ],
)
def test_terms_are_found_as_one_word_and_never_inside_another(text: str, found: list[str]) -> None:
    assert Lexicon(["QR決済", "pull request", "API"]).found(text) == found
