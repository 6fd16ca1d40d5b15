"""From the first start to an answer whose source has been looked at, with nothing set up."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.counter import Counter
from tests.support.processes import Desk


def test_a_visitor_asks_an_example_and_looks_at_the_sentence_the_answer_rests_on(
    arrive: Arrive, quoting_desk: Desk
) -> None:
    page = arrive(quoting_desk, locale="ja-JP").tab()
    page.get_by_role("button", name="回答の根拠はどこで確かめられますか？").click()
    answer = page.locator("article.answer")
    expect(answer.get_by_text("学んだ資料には、次のように書かれています。")).to_be_visible()
    mark = answer.get_by_role("link", name=re.compile("^根拠1を開く：")).first
    quoted = answer.locator("blockquote").first.inner_text().replace("1", "").strip()
    mark.click()

    panel = page.get_by_role("complementary", name=re.compile("根拠"))
    cited = panel.locator("mark.cited")
    expect(cited.first).to_be_in_viewport()
    assert cited.first.inner_text().strip()[:10] in quoted
    expect(panel.locator("mark.passage, .in-passage").first).to_be_attached()
    address = page.url
    assert "passage=" in address

    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(mark).to_be_focused()
    page.goto(address)
    expect(page.locator("mark.cited").first).to_be_in_viewport()


def test_a_card_under_the_answer_opens_the_same_source_and_says_its_path(
    arrive: Arrive, quoting_desk: Desk
) -> None:
    counter = Counter(arrive(quoting_desk).tab()).ready()
    counter.ask("How do I connect a language model?").finished()
    cards = counter.page.get_by_role("region", name="Sources of the answer").get_by_role("link")
    kept = [part for part in counter.stored()["messages"][1]["parts"] if part["type"] != "text"]
    assert cards.count() == len(kept)
    expect(cards.first).to_contain_text(kept[0]["title"])
    cards.first.click()
    expect(counter.page.locator("mark.cited").first).to_be_in_viewport()
    assert kept[0]["passage_id"] in counter.page.url


def test_what_the_handbook_does_not_hold_is_said_to_be_unknown(
    arrive: Arrive, quoting_desk: Desk
) -> None:
    counter = Counter(arrive(quoting_desk).tab()).ready()
    counter.ask("How do I cook curry?").finished()
    expect(counter.answer()).to_contain_text("I could not find this in what I have learned.")
    expect(counter.answers.last.locator(".sources")).to_have_count(0)
