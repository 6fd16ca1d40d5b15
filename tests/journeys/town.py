"""The site of a town's library: with questions, terms, old pages, copies, and a broken file."""

from typing import Any

from playwright.sync_api import Page

from tests.journeys.asking import post
from tests.support.processes import until
from tests.support.site import Reply, Site, page

HOURS = "みどり図書館の閉館は午後八時です。"
MOVED = "みどり図書館は移転のため、しばらくお休みします。"
ASKED = "みどり図書館の閉館は午後八時ですか？"
ROOMS = 6
NOTICE = (
    "<p>どなたでも、身分証があれば利用カードを作ることができます。受付でお申し込みください。</p>"
)
QUESTIONS = """<main><h1>よくある質問</h1>
<h2>本は何冊まで借りられますか？</h2><p>一人<strong>十冊</strong>まで借りられます。</p>
<h2>長い名前の質問は、一覧でも見出しでも途中で切れずに最後まで読めるように折り返されますか？</h2>
<p>はい。</p><ul><li>広い画面でも</li><li>せまい画面でも</li></ul></main>"""
TERMS = """<main><h1>用語集</h1><dl>
<dt>みどりパス</dt><dd>館内のどの部屋にも入れる年間の券</dd>
<dt>特別郷土資料閲覧室</dt><dd>町の古い地図と写真と新聞を、係の者の案内で見られる部屋</dd></dl></main>"""
OLD = "催しの申し込みは2019年3月31日（日）までです。"


def titled(title: str, body: str, *links: str) -> Reply:
    """Return a page with a title."""
    return page(body, *links, head=f"<title>{title}</title>")


def article(title: str, text: str, *links: str) -> Reply:
    """Return a page that says one thing."""
    return titled(title, f"<main><h1>{title}</h1><p>{text}</p></main>", *links)


def town(site: Site) -> None:
    """Put the library there."""
    rooms = [f"/room{number}" for number in range(ROOMS)]
    links = ("/hours", "/moved", "/faq", "/words", "/old", "/copy", "/gone", "/broken.pdf")
    site.put("/", article("みどり図書館", "ようこそ。", *links, *rooms))
    site.keep("/hours", article("開館時間", HOURS))
    site.keep("/moved", article("分館の場所", "みどり図書館の分館は駅の北口から歩いて五分です。"))
    site.keep("/faq", titled("よくある質問", QUESTIONS))
    site.keep("/words", titled("用語集", TERMS))
    old = article("春の催し", OLD)
    old.headers["Last-Modified"] = "Fri, 01 Mar 2019 10:00:00 GMT"
    site.put("/old", old)
    site.put("/broken.pdf", Reply(b"%PDF-1.7 this is none", type="application/pdf"))
    for number, room in enumerate(rooms):
        says = f"<h1>第{number + 1}会議室</h1><p>{number + 10}人まで入れます。</p>{NOTICE}"
        site.keep(room, titled(f"第{number + 1}会議室", f"<main>{says}</main>"))
        site.keep("/copy", titled("会議室の写し", f"<main>{says}</main>"))


def add(person: Page, site: Site, **given: Any) -> str:
    """Add the site as a source, as somebody who may; return its id."""
    options = {"gap_s": 0} | given.pop("options", {})
    wish = {"kind": "site", "starts": [site.address + "/"], "options": options} | given
    return str(post(person, "/api/sources", wish)["id"])


def learn(person: Page, source_id: str) -> None:
    """Learn a source, to the end."""
    run = post(person, f"/api/sources/{source_id}/run", {})
    path = f"/api/runs/{run['id']}"
    over = until(
        lambda: (
            found
            if (found := person.request.get(path).json()["data"])["state"] in ("done", "failed")
            else None
        ),
        "the run is over",
        60,
    )
    assert over["state"] == "done", over
