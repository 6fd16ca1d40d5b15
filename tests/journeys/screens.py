"""Every screen of the product in a state worth looking at, and how to get there."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.journeys.asking import origin, post
from tests.journeys.browser import Visit
from tests.journeys.deciding import decided, trying_a_rule
from tests.journeys.directed import Directed
from tests.journeys.town import ASKED, MOVED, add, article, learn, town
from tests.support.processes import PASSWORD, Desk, until
from tests.support.site import Site

RICH = """回答に出てくるもの
==================

Madoguchiは、**「学んだ資料」**から答える窓口です [1]。
`madoguchi up` で始まり、*急がない*言葉で説明します [2]。

小見出し
--------

1. 資料を学ぶ
   - 文書を読み、一節に分ける
     - さらに細かい点
2. 質問に答える

- [x] 済んだこと
- [ ] これからのこと

> 引用した文は、このように並びます。

| 項目 | 値 | 説明 |
|---|--:|---|
| 開館 | 9:00 | 平日も休日も同じ |
| 席数 | 1,280 | 予約はいりません |

```python
def answer(question: str) -> str:
    return "窓口です: " + question + " and a line that is long enough to need scrolling on phones"
```

質量とエネルギーは $E = mc^2$ で結ばれます。

$$\\int_0^1 x^2 \\, dx = \\frac{1}{3}$$

詳しくは [手引き](https://example.org/handbook) を見てください。
"""
QUESTIONS = (
    {
        "text": "バックアップを取るにはどうしますか",
        "relevant": ["ja/backup.md"],
        "answers": ["ホーム"],
    },
    {"text": "How do I make a backup?", "relevant": ["en/backup.md"], "answers": ["home folder"]},
    {
        "text": "APIの認証はどうしますか",
        "relevant": ["ja/sources.md"],
        "answers": ["Authorization"],
    },
    {
        "text": "料金はいくらですか",
        "relevant": ["https://example.jp/a/long/address/of/a/page?that=is-not-learned"],
    },
    {"text": "ジョブをやり直すには", "relevant": ["ja/jobs.md"]},
    {"text": "今日の夕飯は何がいいですか"},
)
PERSONAL = "登録は山田太郎、電話は090-1234-5678、メールは {0}@{0}.example.co.jp です。".format(
    "a.very.long.address.of.somebody"
)
LOOK = "madoguchi.look"
PHONE = 760
LANGUAGES, THEMES = ("ja", "en"), ("light", "dark", "contrast")


class Tour:
    """Two people with a browser each, whose chats hold what there is to see."""

    def __init__(self, browser: Browser, desk: Desk, model: Directed, site: Site) -> None:
        self.visitor = Visit(browser, desk.address)
        self.admin = Visit(browser, desk.address)
        self.visitor.watch.expect("status of 40[134]")
        self.admin.watch.expect("status of 4(04|22)")
        self.pages = {"visitor": self.visitor.tab(), "admin": self.admin.tab("/sign-in")}
        expect(self.pages["visitor"].locator("#question")).to_be_visible()
        self._asks(model)
        self._signs_in()
        self._learns(model, site)

    def _asks(self, model: Directed) -> None:
        page = self.pages["visitor"]
        model.script = f"text:{RICH}"
        self.rich = _ask(page, "言語モデルをつなぐにはどうすればよいですか？")
        model.script = "status:500"
        self.failed = _ask(page, "How do I connect a language model?")
        model.script = "say:200"
        self.long = _ask(page, "長い名前は、一覧でも見出しでも途中で省かれて読めるはずです" * 2)
        body = post(page, "/api/sessions", {})
        self.empty = str(body["id"])
        model.script = Directed.script

    def _signs_in(self) -> None:
        page = self.pages["admin"]
        post(page, "/api/sign-in", {"name": "admin", "password": PASSWORD})
        post(page, "/api/apikeys", {"name": "nightly report"})
        self.hidden = _ask(page, PERSONAL)
        schedules = page.request.get("/api/schedules").json()["data"]
        runs = [post(page, f"/api/schedules/{each['id']}/run", {}) for each in schedules]
        self.job = str(runs[0]["job_id"])
        self._evaluates(page)

    def _evaluates(self, page: Page) -> None:
        answer = page.request.post(
            "/api/evaluation/sets?name=よく聞かれること.jsonl",
            data="\n".join(json.dumps(each) for each in QUESTIONS),
            headers=origin(page) | {"Content-Type": "application/octet-stream"},
        )
        self.set = str(answer.json()["data"]["id"])
        self.runs = [_run(page, self.set, wish) for wish in ({"answers": False}, {}, {"k": 1})]

    def _learns(self, model: Directed, site: Site) -> None:
        admin, visitor = self.pages["admin"], self.pages["visitor"]
        town(site)
        self.source = add(admin, site, name="みどり図書館")
        self.unread = add(
            admin, site, name="a-source-with-a-long-name.example.org/that/nobody/has/read"
        )
        learn(admin, self.source)
        term = {"term": "えほんの部屋", "meaning": "一階の、くつをぬいで上がる部屋"}
        post(admin, f"/api/sources/{self.source}/glossary", term)
        model.script = "text:閉館は午後八時です [1]。分館は駅の北口から五分です [2] [3] [4]。"
        self.stale = _ask(visitor, ASKED)
        site.keep("/hours", article("開館時間", MOVED))
        site.drop("/moved")
        learn(admin, self.source)
        model.script = Directed.script

    def close(self) -> None:
        """End the tour."""
        self.visitor.close()
        self.admin.close()


Act = Callable[[Tour, Page], None]


@dataclass(frozen=True)
class Screen:
    """One screen: its name, who looks at it, and the steps there."""

    name: str
    open: Act
    who: str = "visitor"

    def show(self, tour: Tour, language: str = "ja", theme: str = "light") -> Page:
        """Go there."""
        page = tour.pages[self.who]
        page.goto("/offline.html")
        look(page, language, theme)
        self.open(tour, page)
        page.evaluate("document.fonts.ready.then(() => true)")
        return page


def look(page: Page, language: str, theme: str) -> None:
    """Choose language and colours in place, as another tab would."""
    chosen = json.dumps({"language": language, "theme": theme})
    page.evaluate(
        "([shelf, chosen]) => { localStorage.setItem(shelf, chosen);"
        " dispatchEvent(new StorageEvent('storage', { key: shelf })); }",
        [LOOK, chosen],
    )


def _run(page: Page, set_id: str, wish: dict[str, Any]) -> str:
    run = post(page, f"/api/evaluation/sets/{set_id}/runs", wish)
    address = f"/api/evaluation/runs/{run['id']}"
    until(lambda: page.request.get(address).json()["data"]["state"] == "done", "the run is over")
    return str(run["id"])


def _ask(page: Page, words: str) -> str:
    turn = post(page, "/api/chat", {"user_input": words, "session_id": None})
    return str(turn["session_id"])


def _at(path: str, shows: str = "main h1") -> Act:
    def open_it(tour: Tour, page: Page) -> None:
        page.goto(path)
        expect(page.locator(shows).first).to_be_visible()

    return open_it


def _chat(name: str, shows: str) -> Act:
    def open_it(tour: Tour, page: Page) -> None:
        page.goto(f"/chat/{getattr(tour, name)}")
        expect(page.locator(shows).first).to_be_visible()
        expect(page.locator(".line-state.ok")).to_be_attached()
        if page.evaluate("innerWidth") > PHONE:
            expect(page.locator(".session").first).to_be_attached()

    return open_it


def _rich(tour: Tour, page: Page) -> None:
    _chat("rich", ".answer .sources")(tour, page)
    expect(page.locator(".maths .katex").last).to_be_attached()
    expect(page.locator(".answer .cite").first).to_be_attached()


def _passage(tour: Tour, page: Page) -> None:
    _rich(tour, page)
    page.locator(".sources a").first.click()
    expect(page.locator(".passage-text").first).to_be_visible()


def _editing(tour: Tour, page: Page) -> None:
    _rich(tour, page)
    page.locator(".you .act").last.click()
    expect(page.locator(".edit textarea")).to_be_visible()


def _hidden(tour: Tour, page: Page) -> None:
    choice = {"placeholder": "<PHONE_1>", "as_is": False}
    address = f"/api/sessions/{tour.hidden}/as-is"
    assert page.request.patch(address, data=choice, headers=origin(page)).ok
    _chat("hidden", ".hidden-line")(tour, page)
    page.locator(".hidden-line summary").click()
    page.locator(".hidden-items .act").nth(1).click()
    expect(page.locator(".hidden-next .btn")).to_be_visible()


def _menu(tour: Tour, page: Page) -> None:
    _rich(tour, page)
    page.locator(".session .menu button").first.click()
    expect(page.get_by_role("menu")).to_be_visible()


def _deleting(tour: Tour, page: Page) -> None:
    _menu(tour, page)
    page.get_by_role("menuitem").last.click()
    expect(page.locator("dialog[open]")).to_be_visible()


def _keys(tour: Tour, page: Page) -> None:
    _rich(tour, page)
    page.locator(".log").focus()
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_be_visible()


def _job(tour: Tour, page: Page) -> None:
    page.goto(f"/admin/jobs/{tour.job}")
    expect(page.locator(".job-figures")).to_be_visible()


def _set(tour: Tour, page: Page) -> None:
    page.goto(f"/admin/evaluation/sets/{tour.set}")
    expect(page.locator(".eval-chart")).to_be_visible()


def _evaluated(tour: Tour, page: Page) -> None:
    page.goto(f"/admin/evaluation/runs/{tour.runs[2]}")
    expect(page.locator(".eval-question").first).to_be_visible()
    expect(page.locator(".eval-figures .card").first).to_be_visible()


def _compared(tour: Tour, page: Page) -> None:
    page.goto(f"/admin/evaluation/runs/{tour.runs[2]}/against/{tour.runs[1]}")
    expect(page.locator(".ledger-body .ledger-row").first).to_be_visible()


def _bad_questions(tour: Tour, page: Page) -> None:
    page.goto("/admin/evaluation")
    lines = {"name": "q.csv", "mimeType": "text/csv", "buffer": b"question,answer\n,a\n,b\n"}
    page.locator("input[type=file]").set_input_files(lines)  # type: ignore[arg-type]
    expect(page.get_by_role("alert")).to_be_visible()


def _adding_a_schedule(tour: Tour, page: Page) -> None:
    page.goto("/admin/schedules")
    page.locator(".page-head .btn").click()
    field = page.locator("dialog[open] input.code")
    field.fill("61 3 * * *")
    expect(field).to_have_attribute("aria-invalid", "true")


def _source(part: str, shows: str, which: str = "source") -> Act:
    def open_it(tour: Tour, page: Page) -> None:
        page.goto(f"/admin/sources/{getattr(tour, which)}{part}")
        expect(page.locator(shows).first).to_be_visible()

    return open_it


def _stale(tour: Tour, page: Page) -> None:
    _chat("stale", ".sources .tag")(tour, page)


def _stale_passage(tour: Tour, page: Page) -> None:
    _stale(tour, page)
    page.locator(".sources a").filter(has=page.locator(".tag")).first.click()
    expect(page.locator(".standing-note")).to_be_visible()


def _filling_a_source(tour: Tour, page: Page) -> None:
    page.goto("/admin/sources/new")
    page.locator("details summary").click()
    page.locator(".btn.primary").click()
    expect(page.locator(".field-error").first).to_be_visible()


def _wrong_password(tour: Tour, page: Page) -> None:
    page.goto("/sign-in")
    page.locator("input[name=username]").fill("nobody")
    page.locator("input[name=password]").fill("wrong")
    page.locator("button[type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()


SCREENS = (
    Screen("chat-empty", _chat("empty", ".examples")),
    Screen("chat-answer", _rich),
    Screen("chat-passage", _passage),
    Screen("chat-hidden", _hidden, "admin"),
    Screen("chat-failed", _chat("failed", ".status-line")),
    Screen("chat-long", _chat("long", ".answer .markdown")),
    Screen("chat-editing", _editing),
    Screen("chat-missing", _at("/chat/3b241101-e2bb-4255-8caf-4136c566a962", ".empty, .log h2")),
    Screen("sign-in", _at("/sign-in", "form")),
    Screen("sign-in-wrong", _wrong_password),
    Screen("settings-visitor", _at("/settings", ".section")),
    Screen("settings-admin", _at("/settings", "table"), "admin"),
    Screen("admin-overview", _at("/admin", ".banner, .attention"), "admin"),
    Screen("admin-components", _at("/admin/components", ".part"), "admin"),
    Screen("admin-evaluation", _at("/admin/evaluation", ".ledger-body .ledger-row"), "admin"),
    Screen("admin-evaluation-set", _set, "admin"),
    Screen("admin-evaluation-run", _evaluated, "admin"),
    Screen("admin-evaluation-against", _compared, "admin"),
    Screen("admin-evaluation-bad", _bad_questions, "admin"),
    Screen("admin-evaluation-missing", _at("/admin/evaluation/sets/none", ".empty"), "admin"),
    Screen("admin-jobs", _at("/admin/jobs", ".ledger-body .ledger-row"), "admin"),
    Screen("admin-jobs-none", _at("/admin/jobs?task=none", ".empty"), "admin"),
    Screen("admin-job", _job, "admin"),
    Screen("admin-job-missing", _at("/admin/jobs/none", ".empty"), "admin"),
    Screen("admin-privacy", lambda _, page: decided(page), "admin"),
    Screen("admin-privacy-rule", lambda _, page: trying_a_rule(page), "admin"),
    Screen("admin-queues", _at("/admin/queues", ".ledger-body .ledger-row"), "admin"),
    Screen("admin-schedules", _at("/admin/schedules", ".ledger-body .ledger-row"), "admin"),
    Screen("admin-schedule-add", _adding_a_schedule, "admin"),
    Screen("chat-stale", _stale),
    Screen("chat-stale-passage", _stale_passage),
    Screen("admin-sources", _at("/admin/sources", ".ledger-body .ledger-row"), "admin"),
    Screen("admin-source-add", _filling_a_source, "admin"),
    Screen("admin-source", _source("", ".modules .tag"), "admin"),
    Screen("admin-source-unread", _source("", ".empty", "unread"), "admin"),
    Screen("admin-source-edit", _source("/settings", "form"), "admin"),
    Screen("admin-source-missing", _at("/admin/sources/none", ".empty"), "admin"),
    Screen("admin-questions", _source("/questions", ".pairs"), "admin"),
    Screen("admin-terms", _source("/terms", ".ledger-body .ledger-row"), "admin"),
    Screen("admin-terms-none", _source("/terms", ".found > .quiet", "unread"), "admin"),
    Screen("admin-freshness", _source("/freshness", ".concern"), "admin"),
    Screen("admin-repeats", _source("/repeats", ".concern"), "admin"),
    Screen("admin-settings", _at("/admin/settings", "table"), "admin"),
    Screen("forbidden", _at("/admin")),
    Screen("not-found", _at("/no/such/page")),
    Screen("catalogue", _at("/ui-catalogue")),
)
WIDE_ONLY = (
    Screen("chat-menu", _menu),
    Screen("chat-deleting", _deleting),
    Screen("chat-keys", _keys),
)


def _sheet(tour: Tour, page: Page) -> None:
    _rich(tour, page)
    page.locator(".chat-header .phone").first.click()
    expect(page.locator("dialog[open] .session").first).to_be_visible()


PHONE_ONLY = (Screen("chat-sheet", _sheet),)
