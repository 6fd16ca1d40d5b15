"""Pages like those of Japanese help desks; what is their content is known, and what is not."""

from collections.abc import Iterator
from dataclasses import dataclass

QUESTIONS = (
    (
        "住所が変わったときの手続きは？",
        "転居の日から十四日以内に、市民課の窓口へ届け出てください。",
    ),
    ("コンビニで証明書を取れますか？", "マイナンバーカードがあれば、朝六時半から取得できます。"),
    ("手数料はいくらですか？", "住民票は一通三百円、印鑑登録証明書は一通四百円です。"),
    (
        "代理の人でも申請できますか？",
        "委任状と代理人の本人確認書類をお持ちいただければ申請できます。",
    ),
    ("郵送で請求できますか？", "請求書と定額小為替、返信用の封筒を同封して送ってください。"),
    ("土曜日も開いていますか？", "第二と第四の土曜日は、午前中だけ窓口を開けています。"),
    (
        "返品の期限はいつまでですか？",
        "商品が届いた日から八日以内であれば、未使用に限り返品できます。",
    ),
    (
        "パスワードを忘れました。",
        "サインインの画面で再発行を選び、届いた便りの案内に従ってください。",
    ),
)
AROUND = (
    "青空市公式ホームページへようこそ",
    "くらしの情報一覧を見る",
    "観光と文化の案内はこちら",
    "事業者の皆さまへのお知らせ",
    "この記事をシェアする",
    "関連するページをご覧ください",
    "利用規約と個人情報の扱い",
    "当サイトではクッキーを使用しています",
    "ページの先頭へ戻る",
    "青空市役所 代表番号はこちら",
)
SHELL = """<!doctype html><html lang="ja"><head><meta charset="utf-8">
<title>{title} | 青空市</title>
<style>.a{{color:red}}</style><script>var tracked = true;</script></head><body class="page">
<div id="cookie-banner" class="cookie-consent"><p>{7}</p><button>同意する</button></div>
<header class="site-header"><p>{0}</p><nav class="gnav"><ul>
<li><a href="/l">{1}</a></li><li><a href="/k">{2}</a></li>
<li><a href="/j">{3}</a></li></ul></nav></header>
<div class="topicpath"><a href="/">トップ</a> &gt; <a href="/faq">質問</a></div>
{main}
<div class="sns-share"><a href="/s">{4}</a></div>
<aside class="side"><h2>{5}</h2><ul><li><a href="/r1">転入の案内</a></li>
<li><a href="/r2">転出の案内</a></li></ul></aside>
<p class="pagetop"><a href="#top">{8}</a></p>
<footer class="site-footer"><p>{6}</p><address>{9}</address></footer></body></html>"""


@dataclass(frozen=True)
class FaqPage:
    """A page with the sentences that are its content and those that are not."""

    html: str
    content: tuple[str, ...]
    around: tuple[str, ...] = AROUND


def _details(question: str, answer: str, n: int) -> str:
    return f"<details><summary>{question}</summary><p>{answer}</p></details>"


def _terms(question: str, answer: str, n: int) -> str:
    return f"<dl class='faq'><dt id='q{n}'>{question}</dt><dd>{answer}</dd></dl>"


def _hidden(question: str, answer: str, n: int) -> str:
    button = f"<h3><button aria-expanded='false' aria-controls='a{n}'>{question}</button></h3>"
    return f"{button}<div id='a{n}' hidden style='display:none'><p>{answer}</p></div>"


def _plain(question: str, answer: str, n: int) -> str:
    asked = f"<p class='question'>{question}</p>"
    return f"<div class='qa'>{asked}<div class='answer'>{answer}</div></div>"


def _headed(question: str, answer: str, n: int) -> str:
    return f"<section><h2 id='s{n}'>{question}</h2><p>{answer}</p></section>"


def _row(question: str, answer: str, n: int) -> str:
    return f"<tr><th>{question}</th><td>{answer}</td></tr>"


LAYOUTS = (_details, _terms, _hidden, _plain, _headed, _row)
FRAMES = ("<main>{}</main>", "<div id='contents'>{}</div>", "<div class='wrap'><div>{}</div></div>")


def pages() -> Iterator[FaqPage]:
    """Yield a page for each way of showing questions in each kind of frame."""
    for layout in LAYOUTS:
        for frame in FRAMES:
            body = "".join(layout(q, a, n) for n, (q, a) in enumerate(QUESTIONS * 5))
            if layout is _row:
                body = f"<table><caption>質問の一覧</caption>{body}</table>"
            main = frame.format(f"<h1>よくある質問</h1>{body}")
            html = SHELL.format(*AROUND, title="よくある質問", main=main)
            yield FaqPage(html, tuple(text for pair in QUESTIONS for text in pair))
