"""An answer while it is being written: watched, interrupted, stopped, asked for again."""

from playwright.sync_api import expect

from tests.journeys.browser import Visit
from tests.journeys.conftest import Arrive
from tests.journeys.counter import Counter, same_words
from tests.journeys.directed import Directed
from tests.support.processes import Desk


def test_an_answer_grows_survives_a_reload_and_ends_as_the_server_keeps_it(
    counter: Counter, model: Directed
) -> None:
    model.script = "stamp:120:20"
    counter.ask("How does it grow?")
    first = counter.grown(20)
    second = counter.grown(len(first) + 20)
    assert second.startswith(first)
    counter.page.reload()
    resumed = counter.grown(len(second))
    assert resumed.startswith(second[:-1])
    expect(counter.button("Stop")).to_be_visible()
    counter.finished()
    kept = counter.stored()["messages"][1]
    assert kept["status"] == "done"
    assert kept["content"].count("@") == 120
    assert same_words(counter.answer().inner_text(), kept["content"])


def test_a_line_that_breaks_in_mid_answer_leaves_no_gap(counter: Counter, model: Directed) -> None:
    model.script = "stamp:100:20"
    counter.ask("What if the network goes?")
    counter.grown(20)
    context = counter.page.context
    context.set_offline(True)
    counter.page.evaluate("window.dispatchEvent(new Event('offline'))")
    counter.page.wait_for_timeout(300)
    context.set_offline(False)
    counter.finished()
    kept = counter.stored()["messages"][1]
    assert kept["content"].count("@") == 100
    assert same_words(counter.answer().inner_text(), kept["content"])


def test_a_stopped_answer_says_so_and_asking_again_gives_a_second_branch(
    counter: Counter, model: Directed
) -> None:
    model.script = "stamp:500:20"
    counter.ask("Can it be stopped?")
    counter.grown(20)
    counter.button("Stop").click()
    expect(counter.log.get_by_text("Stopped here.")).to_be_visible()
    kept = counter.stored()["messages"][1]
    assert kept["status"] == "stopped"
    stopped = counter.answer().inner_text()
    assert same_words(stopped, kept["content"])

    model.script = "text:The second answer."
    counter.log.get_by_role("button", name="Ask again").click()
    counter.finished()
    expect(counter.answer()).to_have_text("The second answer.")
    versions = counter.answers.last.get_by_role("group", name="Other versions")
    expect(versions).to_contain_text("Version 2 of 2")
    versions.get_by_role("button", name="Show the previous version").click()
    expect(versions).to_contain_text("Version 1 of 2")
    expect(counter.answer()).to_have_text(stopped)
    counter.page.reload()
    expect(counter.answer()).to_have_text(stopped)
    expect(counter.log.get_by_text("Stopped here.")).to_be_visible()


def test_an_edited_question_keeps_the_earlier_branch(counter: Counter, model: Directed) -> None:
    model.script = "text:About the first."
    counter.ask("The first wording").finished()
    model.script = "text:About the second."
    counter.questions.last.get_by_role("button", name="Edit").click()
    field = counter.page.get_by_label("Edit the question")
    expect(field).to_be_focused()
    expect(field).to_have_value("The first wording")
    field.fill("The second wording")
    counter.button("Ask this instead").click()
    expect(counter.answer()).to_have_text("About the second.")
    expect(counter.questions).to_have_count(1)
    versions = counter.questions.last.get_by_role("group", name="Other versions")
    expect(versions).to_contain_text("Version 2 of 2")
    versions.get_by_role("button", name="Show the previous version").click()
    expect(counter.questions.last.locator(".bubble")).to_have_text("The first wording")
    expect(counter.answer()).to_have_text("About the first.")
    versions.get_by_role("button", name="Show the next version").click()
    expect(counter.answer()).to_have_text("About the second.")


def test_an_edit_that_is_given_up_changes_nothing(counter: Counter, model: Directed) -> None:
    model.script = "text:Untouched."
    counter.ask("Stay as you are").finished()
    counter.questions.last.get_by_role("button", name="Edit").click()
    field = counter.page.get_by_label("Edit the question")
    field.fill("something else")
    field.press("Escape")
    expect(counter.questions.last.locator(".bubble")).to_have_text("Stay as you are")
    assert len(counter.stored()["messages"]) == 2


def test_a_failing_model_is_explained_and_what_was_found_is_shown_instead(
    counter: Counter, model: Directed
) -> None:
    model.script = "status:500"
    counter.ask("How do I connect a language model?").finished()
    status = counter.log.locator(".status-line")
    expect(status).to_contain_text("The answer could not be made.")
    kept = counter.stored()["messages"][1]
    assert kept["status"] == "failed"
    expect(status).to_contain_text(kept["problem"]["message"])
    expect(counter.answers.last.locator(".sources a").first).to_be_visible()
    assert same_words_without_marks(counter.answer().inner_text(), kept["content"])
    model.script = "text:Mended."
    counter.log.get_by_role("button", name="Ask again").click()
    expect(counter.answer()).to_have_text("Mended.")


def test_a_second_tab_keeps_step(visit: Visit, counter: Counter, model: Directed) -> None:
    other = Counter(visit.tab(counter.page.url)).ready()
    model.script = "stamp:80:20"
    counter.ask("Do both of you see it?")
    expect(other.questions.last.locator(".bubble")).to_have_text("Do both of you see it?")
    other.grown(20)
    expect(other.button("Stop")).to_be_visible()
    counter.finished()
    other.finished()
    assert counter.answer().inner_text() == other.answer().inner_text()
    model.script = "say:500:20"
    other.ask("And who may stop it?")
    counter.button("Stop").click()
    expect(other.log.get_by_text("Stopped here.")).to_be_visible()


def test_a_server_killed_in_mid_answer_comes_back_and_one_click_asks_again(
    arrive: Arrive, desk: Desk, model: Directed
) -> None:
    visit = arrive(desk)
    visit.watch.expect("WebSocket connection", "Failed to load resource")
    counter = Counter(visit.tab()).ready()
    model.script = "stamp:1000:20"
    counter.ask("What survives a power cut?")
    shown = counter.grown(60)
    state = counter.page.locator(".line-state")
    desk.kill_server()
    expect(state).not_to_have_text("Connected")
    expect(state).to_have_text("Connected", timeout=20_000)
    broken = counter.log.get_by_text("The answer broke off. What was written so far is kept.")
    expect(broken).to_be_visible()
    kept = counter.stored()["messages"][1]
    assert kept["status"] == "interrupted"
    assert kept["content"].startswith(shown[:40])
    model.script = "text:Here again."
    counter.log.get_by_role("button", name="Ask again").click()
    expect(counter.answer()).to_have_text("Here again.")


def same_words_without_marks(shown: str, kept: str) -> bool:
    """Compare the letters of two texts: Markdown's own marks are drawn, not written."""
    letters = [[sign for sign in text if sign.isalnum()] for text in (shown, kept)]
    return letters[0] == letters[1]
