"""Pages of the web become Markdown: everything of the page, nothing around it."""

import pytest

from madoguchi.learning.cut import cut
from tests.support.clerk import Clerk, at

SHELL = """<!doctype html><html lang="ja"><head><title>よくある質問 | 青空市</title></head><body>
<header><nav><ul><li><a href="/">ホーム</a></li>
<li><a href="/life">くらし</a></li></ul></nav></header>
<div class="breadcrumb"><a href="/">トップ</a> &gt; 質問</div>
<div id="contents">{}</div>
<div class="sns-share"><a href="/s">シェアする</a></div>
<div id="cookie-consent">クッキーを使います。<button>同意する</button></div>
<div class="related"><ul><li><a href="/1">関連の記事</a></li></ul></div>
<footer>青空市役所 代表電話</footer></body></html>"""
AROUND = ("ホーム", "トップ", "シェア", "クッキー", "同意", "関連の記事", "代表電話")


def page(content: str) -> str:
    return SHELL.format(content)


def test_only_the_content_of_a_page_is_kept(clerk: Clerk) -> None:
    found = clerk.read(page("<h1>よくある質問</h1><p>窓口は九時からです。</p>"))
    assert found.markdown == "# よくある質問\n\n窓口は九時からです。\n"
    assert (found.kind, found.title, found.language) == ("html", "よくある質問", "ja")
    assert not [text for text in AROUND if text in found.markdown]


@pytest.mark.parametrize(
    "folded",
    [
        "<details><summary>払えますか？</summary><p>コンビニで払えます。</p></details>",
        '<h3><button aria-expanded="false">払えますか？</button></h3>'
        '<div hidden aria-hidden="true">コンビニで払えます。</div>',
        '<div class="faq-q">払えますか？</div><div style="display:none">コンビニで払えます。</div>',
        "<dl><dt>払えますか？</dt><dd>コンビニで払えます。</dd></dl>",
        '<button aria-controls="a1">払えますか？</button><div id="a1">コンビニで払えます。</div>',
    ],
)
def test_a_folded_answer_stands_below_its_question(clerk: Clerk, folded: str) -> None:
    assert clerk.page(page(f"<h2>支払い</h2>{folded}")).endswith(
        "## 支払い\n\n### 払えますか？\n\nコンビニで払えます。\n"
    )


@pytest.mark.parametrize(
    "folded",
    [
        "<details><summary>払えますか？</summary><p>コンビニで払えます。</p></details>",
        "<dl><dt>払えますか。</dt><dd>コンビニで払えます。</dd></dl>",
    ],
)
def test_what_follows_an_answer_that_has_ended_does_not_stand_below_it(
    clerk: Clerk, folded: str
) -> None:
    found = clerk.read(page(f"<h1>支払い</h1>{folded}<p>窓口は九時からです。</p><p>以上です。</p>"))
    passages = [(each.heading_path, each.text) for each in cut(found.markdown, found.blocks)]
    assert passages == [
        (("支払い", found.markdown.split("## ")[1].split("\n")[0]), "コンビニで払えます。"),
        (("支払い",), "窓口は九時からです。\n\n以上です。"),
    ]


def test_a_heading_above_the_content_stays(clerk: Clerk) -> None:
    head = '<div class="page-header"><h1>返品について</h1></div><p>八日以内です。</p>'
    assert clerk.page(page(head)) == "# 返品について\n\n八日以内です。\n"


def test_what_is_never_shown_is_left_out(clerk: Clerk) -> None:
    hidden = (
        "<template>型</template><script>let x</script><style>p{}</style><noscript>要JS</noscript>"
    )
    assert clerk.page(page(f"<p>本文です。</p>{hidden}<!-- 覚え書き -->")) == "本文です。\n"


def test_cells_that_span_are_filled_in(clerk: Clerk) -> None:
    table = """<table><thead><tr><th rowspan="2">区分</th><th colspan="2">料金</th></tr>
    <tr><th>大人</th><th>子ども</th></tr></thead>
    <tr><td rowspan="2">平日</td><td>500円</td><td>200|円</td></tr>
    <tr><td>450円</td><td>無料</td></tr></table>"""
    assert clerk.page(page(table)) == (
        "| 区分 | 料金 / 大人 | 料金 / 子ども |\n| --- | --- | --- |\n"
        "| 平日 | 500円 | 200\\|円 |\n| 平日 | 450円 | 無料 |\n"
    )


def test_a_table_that_only_places_things_becomes_text(clerk: Clerk) -> None:
    table = (
        "<table><tr><td><h2>左の欄</h2><p>左の文。</p></td><td><p>右の文。</p></td></tr></table>"
    )
    assert clerk.page(page(table)) == "## 左の欄\n\n左の文。\n\n右の文。\n"


def test_lists_keep_their_levels_and_numbers(clerk: Clerk) -> None:
    lists = (
        '<ol start="3"><li>開く<ul><li>鍵</li><li>扉</li></ul></li><li>閉める<br>そっと</li></ol>'
    )
    assert clerk.page(page(lists)) == ("3. 開く\n   - 鍵\n   - 扉\n4. 閉める\n   そっと\n")


def test_short_terms_become_one_list(clerk: Clerk) -> None:
    terms = "<dl><dt>受付</dt><dd>9時～17時</dd><dt>電話</dt><dd>03-0000-0000</dd></dl>"
    assert clerk.page(page(terms)) == "- **受付**: 9時～17時\n- **電話**: 03-0000-0000\n"


def test_links_become_whole_and_dangerous_ones_text(clerk: Clerk) -> None:
    links = (
        '<p><a href="../a?b=1#c">隣</a> <a href="javascript:x()">実行</a> '
        '<a href="#top">上へ</a> <a href="mailto:a@example.jp">便り</a></p>'
    )
    assert clerk.page(page(links), url="https://example.jp/x/y/") == (
        "[隣](https://example.jp/x/a?b=1#c) 実行 上へ [便り](mailto:a@example.jp)\n"
    )


def test_running_text_keeps_what_it_means(clerk: Clerk) -> None:
    text = (
        "<p>これは<b>大事</b>な\n  <ruby>窓口<rp>(</rp><rt>まどぐち</rt></ruby>です。　全角　空白と"
        "ﾊﾝｶｸ。<code>a|b</code><br>次の行 <img src=x alt='地図'><img src=y alt='IMG_1.jpg'></p>"
    )
    assert clerk.page(page(text)) == (
        "これは**大事**な窓口です。　全角　空白とﾊﾝｶｸ。`a|b`\n次の行 [地図]\n"
    )


def test_code_and_quotations_stay_apart(clerk: Clerk) -> None:
    blocks = "<pre>if a &lt; b:\n    go()</pre><blockquote><p>一行</p><p>二行</p></blockquote>"
    assert clerk.page(page(blocks)) == "```\nif a < b:\n    go()\n```\n\n> 一行 二行\n"


def test_text_that_looks_like_markdown_stays_text(clerk: Clerk) -> None:
    assert clerk.page(page("<p># 見出しではない</p><p>|表でもない|</p>")) == (
        "\\# 見出しではない\n\n\\|表でもない|\n"
    )


def test_headings_remember_their_anchors(clerk: Clerk) -> None:
    found = clerk.read(
        page("<h2 id=pay>支払い</h2><p>文。</p><div id=q2><h3>返品</h3></div><p>八日。</p>")
    )
    assert at(found, "文。", "anchor") == "pay"
    assert at(found, "八日。", "anchor") == "q2"


def test_blocks_cover_the_markdown(clerk: Clerk) -> None:
    found = clerk.read(
        page(
            "<h1>題</h1><p>文。</p><ul><li>項</li></ul><table><tr><th>a<th>b<tr><td>1<td>2</table>"
        )
    )
    kinds = [(block.kind, found.markdown[block.start : block.end][:3]) for block in found.blocks]
    assert kinds == [("heading", "# 題"), ("paragraph", "文。"), ("list", "- 項"), ("table", "| a")]


def test_answers_only_machines_were_given_are_added(clerk: Clerk) -> None:
    data = """<script type="application/ld+json">{"@type":"FAQPage","mainEntity":[
    {"@type":"Question","name":"返品は？","acceptedAnswer":{"@type":"Answer","text":"<p>八日以内です。</p>"}},
    {"@type":"Question","name":"送料は？","acceptedAnswer":{"@type":"Answer","text":"無料です。"}}]}</script>"""
    found = clerk.page(page(f"{data}<h2>送料は？</h2><p>無料です。</p>"))
    assert found == "## 送料は？\n\n無料です。\n\n## 返品は？\n\n八日以内です。\n"


def test_a_page_without_text_gives_its_description_and_says_so(clerk: Clerk) -> None:
    found = clerk.read(
        '<html><head><meta name="description" content="窓口の案内"></head><body></body>'
    )
    assert found.markdown == "窓口の案内\n"
    assert [each.key for each in found.warnings] == ["convert.warning.description_only"]


@pytest.mark.parametrize("tag", ["div", "b", "span", "table", "ul><li", "blockquote", "form", "dl"])
def test_a_page_nested_fifty_thousand_deep_keeps_its_text(clerk: Clerk, tag: str) -> None:
    found = clerk.page(f"<{tag}>" * 50_000 + "<p>底にある文</p>")
    assert "底にある文" in found


def test_broken_markup_keeps_its_text(clerk: Clerk) -> None:
    broken = "<p>始め<form><form><p>中<table><b>表の外<tr><td>内</b></form><a href='<p>終わり"
    found = clerk.page(broken)
    for text in ("始め", "中", "表の外", "内"):
        assert text in found
