"""A reader chooses the language that answers are in, and it stays chosen."""

from playwright.sync_api import expect

from tests.journeys.conftest import Arrive
from tests.journeys.counter import Counter
from tests.journeys.directed import Directed
from tests.journeys.test_chats import choose
from tests.journeys.test_keyboard import walk
from tests.support.processes import Desk


def told(model: Directed) -> str:
    """Return what the model was told last, before the talk."""
    system: str = model.requests[-1]["messages"][0]["content"]
    return system


def test_answers_of_a_chat_are_pinned_without_a_mouse_and_stay_so(
    counter: Counter, model: Directed
) -> None:
    page = counter.page
    counter.ask("Where is the library?").finished()
    choose(counter, "Where is the library?", "Language of answers")
    dialog = page.get_by_role("dialog", name="Language of answers")
    field = dialog.get_by_label("Language of answers in this chat")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_value("ja")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    pinned = counter.button("Language of answers: 日本語")
    expect(pinned).to_be_visible()

    counter.ask("And the parking lot, please?").finished()
    assert "(ja)" in told(model)
    expect(counter.answer()).to_have_attribute("lang", "ja")
    page.reload()
    expect(pinned).to_be_visible()
    expect(counter.questions.last.locator(".bubble")).to_have_attribute("lang", "en")

    walk(page, pinned, "Shift+Tab")
    page.keyboard.press("Enter")
    field.select_option("Follow the question")
    expect(pinned).to_have_count(0)
    page.keyboard.press("Escape")
    counter.ask("When does it open in the morning?").finished()
    assert "(en)" in told(model)


def test_a_reader_chooses_a_language_for_all_of_their_chats(
    counter: Counter, model: Directed
) -> None:
    page = counter.page
    page.goto("/settings")
    page.get_by_label("Language of answers").select_option("Français")
    page.reload()
    expect(page.get_by_label("Language of answers")).to_have_value("fr")
    page.goto("/chat")
    counter.ready().ask("Where is the library?").finished()
    assert "(fr)" in told(model)
    expect(counter.answer()).to_have_attribute("lang", "fr")
    expect(page.locator("main > [role=status]")).to_have_attribute("lang", "fr")


def test_a_first_visitor_reads_what_their_browser_asks_for_else_what_the_site_is_in(
    arrive: Arrive, desk: Desk
) -> None:
    for locale, language in (("en-GB", "en"), ("ja-JP", "ja"), ("fr-FR", "ja")):
        page = arrive(desk, locale=locale).tab()
        expect(page.locator("html")).to_have_attribute("lang", language)
