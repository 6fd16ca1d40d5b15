"""What of a question the model does not see: said below it, and for the reader to decide."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.numbers.mail import MailAddresses
from tests.journeys.asking import post
from tests.journeys.conftest import Arrive
from tests.journeys.counter import Counter
from tests.journeys.directed import Directed
from tests.support.house import House
from tests.support.processes import PASSWORD, Desk

MAIL, PHONE = "hanako.suzuki@example.com", "090-1234-5678"
ASKED = f"Please write to {MAIL} or call {PHONE}"
TWO = "2 items are hidden from the model"
MARKUP = "*a*9<b>x</b>Q"
LONG = f"{'very.' * 11}long@{'mail.' * 12}example.com"


def line_of(counter: Counter) -> Locator:
    """Return the line below the newest question."""
    return counter.questions.last.locator(".hidden-line")


def opened(counter: Counter) -> Locator:
    """Open the line below the newest question."""
    line = line_of(counter)
    line.locator("summary").click()
    expect(line.get_by_role("listitem").first).to_be_visible()
    return line


def told(model: Directed) -> str:
    """Return what the model was asked last."""
    asked: str = model.requests[-1]["messages"][-1]["content"]
    return asked


def answered_again(counter: Counter) -> None:
    """Wait until the second answer stands there."""
    expect(counter.answers.last.locator(".branches")).to_contain_text("2/2")
    counter.finished()


@pytest.fixture
def member(arrive: Arrive, desk: Desk, model: Directed) -> Counter:
    """Somebody signed in, ready for a question."""
    page = arrive(desk).tab("/sign-in")
    post(page, "/api/sign-in", {"name": "admin", "password": PASSWORD})
    page.goto("/")
    counter = Counter(page).ready()
    counter.button("New chat").first.click()
    expect(counter.answers).to_have_count(0)
    return counter


def test_the_line_is_there_at_once_after_a_reload_and_on_both_branches_of_an_edit(
    counter: Counter, model: Directed
) -> None:
    model.script = "say:60:20"
    counter.ask(ASKED)
    expect(line_of(counter).locator("summary")).to_have_text(TWO)
    expect(counter.log.locator("article.making")).to_have_count(1)
    counter.finished()
    counter.page.reload()
    expect(line_of(counter).locator("summary")).to_have_text(TWO)
    model.script = "say:2"
    counter.questions.last.get_by_role("button", name="Edit").click()
    counter.page.get_by_label("Edit the question").fill(f"Please write to {MAIL} only")
    counter.button("Ask this instead").click()
    counter.finished()
    expect(line_of(counter).locator("summary")).to_have_text("1 item is hidden from the model")
    counter.questions.last.get_by_role("button", name="Show the previous version").click()
    expect(line_of(counter).locator("summary")).to_have_text(TWO)


def test_it_opens_without_a_mouse_to_show_which_and_escape_closes_it(counter: Counter) -> None:
    counter.ask(ASKED).finished()
    line, page = line_of(counter), counter.page
    line.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(line.get_by_role("listitem")).to_have_text(
        [re.compile(rf"E-mail address\s*{MAIL}.*<EMAIL_1>"), re.compile(rf"{PHONE}.*<PHONE_1>")]
    )
    expect(line.get_by_role("button")).to_have_count(0)  # visitors may not decide here
    page.keyboard.press("Escape")
    expect(line.get_by_role("listitem").first).not_to_be_visible()
    expect(line.locator("summary")).to_be_focused()


def test_it_is_announced_once_and_nothing_is_said_where_nothing_is_hidden(
    counter: Counter, model: Directed
) -> None:
    page = counter.page
    page.evaluate(
        "() => { window.said = []; const voice = document.querySelector('main > [role=status]');"
        " new MutationObserver(() => window.said.push(voice.textContent))"
        ".observe(voice, { childList: true, characterData: true, subtree: true }); }"
    )
    model.script = "say:20:20"
    counter.ask(ASKED).finished()
    counter.answers.last.get_by_role("button", name="Ask again").click()
    answered_again(counter)
    said = page.evaluate("window.said")
    assert said.count(TWO) == 1, said
    model.script = "say:2"
    counter.ask("Where is the library?").finished()
    expect(counter.questions).to_have_count(2)
    expect(counter.log.locator(".hidden-line")).to_have_count(1)
    assert page.evaluate("window.said").count(TWO) == 1


def test_what_is_not_personal_is_sent_as_it_is_answered_again_and_hidden_again(
    member: Counter, model: Directed
) -> None:
    member.ask(ASKED).finished()
    assert told(model) == "Please write to <EMAIL_1> or call <PHONE_1>"
    other = Counter(member.page.context.new_page())
    other.page.goto(member.page.url)
    line = opened(member)
    choice = line.get_by_role("button", name="Not personal, send as is").first
    choice.focus()
    member.page.keyboard.press("Enter")
    said = "1 item is hidden from the model ・ 1 item is sent as is"
    expect(line.locator("summary")).to_have_text(said)
    expect(line_of(other).locator("summary")).to_have_text(said)
    back = line.get_by_role("button", name="Hide again")
    expect(back).to_be_focused()
    expect(line.get_by_role("status")).to_contain_text("the model reads this as it is")
    line.get_by_role("button", name="Answer again").click()
    answered_again(member)
    assert told(model) == f"Please write to {MAIL} or call <PHONE_1>"
    member.page.reload()
    expect(line_of(member).locator("summary")).to_have_text(said)
    opened(member).get_by_role("button", name="Hide again").click()
    expect(line_of(member).locator("summary")).to_have_text(TWO)
    member.ask("And now?").finished()
    assert MAIL not in str(model.requests[-1])


def test_a_question_that_could_not_be_checked_stays_in_the_field(
    arrive: Arrive, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = arrive(house)
    counter = Counter(visit.tab()).ready()
    counter.ask("Where is the library?").finished()

    def fail(recognizer: MailAddresses, text: Folded) -> None:
        raise RuntimeError("out of order")

    with monkeypatch.context() as broken:
        broken.setattr(MailAddresses, "find", fail)
        counter.ask(ASKED)
        expect(counter.page.get_by_text("it was not sent")).to_be_visible()
        expect(counter.field).to_have_value(ASKED)
        expect(counter.questions).to_have_count(1)
        counter.questions.last.get_by_role("button", name="Edit").click()
        edit = counter.page.get_by_label("Edit the question")
        edit.fill(f"{ASKED}, please")
        counter.button("Ask this instead").click()
        expect(edit).to_have_value(f"{ASKED}, please")
    counter.button("Ask this instead").click()
    expect(counter.questions.last.locator(".bubble")).to_have_text(f"{ASKED}, please")
    counter.finished()
    expect(counter.page.get_by_text("it was not sent")).to_have_count(0)


def test_values_in_an_answer_are_text_while_it_grows_copied_and_found(
    arrive: Arrive, desk: Desk, model: Directed
) -> None:
    visit = arrive(desk, permissions=["clipboard-read", "clipboard-write"])
    counter = Counter(visit.tab()).ready()
    page = counter.page
    model.script = "drip:7:4:Use <SECRET_1> with <EMAIL_1> and `<SECRET_1>`, [SECRET 1]."
    page.evaluate(
        "() => { window.drawn = []; new MutationObserver(() => { const all ="
        " document.querySelectorAll('.answer .markdown'); if (all.length) window.drawn.push("
        "all[all.length - 1].innerHTML); }).observe(document.body, { childList: true, subtree:"
        " true, characterData: true }); }"
    )
    counter.ask(f"password: {MARKUP} and {LONG}").finished()
    shown = f"Use {MARKUP} with {LONG} and {MARKUP}, {MARKUP}."
    expect(counter.answer()).to_have_text(shown)
    expect(counter.answer().locator("b, em")).to_have_count(0)
    drawn = page.evaluate("window.drawn")
    assert len(drawn) > 3
    assert not [each for each in drawn if "<em>" in each or "<b>" in each or "SECRET" in each]
    assert page.evaluate("words => window.find(words)", MARKUP)
    counter.answers.last.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_text("Answer copied")).to_be_visible()
    copied = f"Use {MARKUP} with {LONG} and `{MARKUP}`, {MARKUP}."
    assert page.evaluate("navigator.clipboard.readText()") == copied


def test_a_reader_of_japanese_is_told_in_japanese(
    arrive: Arrive, desk: Desk, model: Directed
) -> None:
    page: Page = arrive(desk, locale="ja-JP", viewport={"width": 390, "height": 844}).tab()
    page.locator("#question").fill(f"返事は {PHONE} へ")
    page.get_by_role("button", name="送る", exact=True).click()
    line = page.locator(".hidden-line")
    line.locator("summary").click()
    expect(line.locator("summary")).to_have_text("1 件をモデルに見せていません")
    expect(line.get_by_role("listitem")).to_contain_text("電話番号")
