"""One job: its steps, its failure, and what a person may do about it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from madoguchi.kernel.jobs import NewJob
from tests.journeys.conftest import Enter
from tests.journeys.work import button, rest, section, state
from tests.support.house import House
from tests.support.tasks import Names, Steps, Text, Times


def test_a_run_shows_its_steps_as_a_tree(enter: Enter, house: House) -> None:
    (run,) = house.enqueue(
        NewJob("test.tree", Names(names=["first page", "second page"], failing=["broken"]))
    )
    house.ended(run)
    first = house.sql("select id from jobs where parent_id = :id and task = 'test.echo'", id=run)
    house.ended(*house.enqueue(NewJob("test.echo", Text(text="inner"), parent_id=first[0][0])))
    page = enter(f"/admin/jobs/{run}")
    expect(state(page)).to_have_text("Done")
    steps = section(page, "Steps")
    expect(steps).to_contain_text("Done 3, Failed 1")
    branches = steps.locator(".step-tree > li")
    expect(branches).to_have_count(3)
    expect(branches.filter(has_text="second page")).to_contain_text("Done")
    expect(branches.filter(has_text="test.hopeless")).to_contain_text("Failed")
    expect(steps.get_by_text("inner")).to_have_count(0)
    opener = steps.get_by_role("button", name="Open the 1 step of test.echo")
    opener.focus()
    page.keyboard.press("Enter")
    expect(steps.get_by_text("inner")).to_be_visible()
    closer = steps.get_by_role("button", name="Close the 1 step of test.echo")
    expect(closer).to_be_focused()
    expect(closer).to_have_attribute("aria-expanded", "true")
    result = section(page, "Result")
    expect(result).to_contain_text("second page")
    branches.filter(has_text="test.hopeless").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("test.hopeless")
    page.get_by_role("link", name="Parent job").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("test.tree")


def test_steps_that_are_begun_while_one_looks_appear(enter: Enter, house: House) -> None:
    rest(house, "back-chat")
    (run,) = house.enqueue(NewJob("test.tree", Names(names=["one", "two"])))
    try:
        page = enter(f"/admin/jobs/{run}")
        expect(state(page)).to_have_text("On hold")
        expect(page.get_by_text("Waiting for its steps")).to_be_visible()
        expect(section(page, "Steps").locator("li")).to_have_count(2)
    finally:
        rest(house, "back-chat", paused=False)
    expect(state(page)).to_have_text("Done")
    expect(page.get_by_role("status").filter(has_text="Now: Done")).to_be_attached()
    expect(section(page, "Steps")).to_contain_text("Done 2")


def test_a_failed_job_says_why_and_is_run_again(enter: Enter, house: House, tmp_path: Path) -> None:
    (job,) = house.enqueue(NewJob("test.fail_first", Times(times=5, folder=str(tmp_path))))
    row_ = house.ended(job)
    assert row_.error
    page = enter(f"/admin/jobs/{job}")
    expect(state(page)).to_have_text("Failed")
    why = section(page, "Why it failed")
    expect(why).to_contain_text("The database cannot be reached")
    expect(why.locator("code")).to_have_text(row_.error["trace_id"])
    expect(page.locator(".job-figures")).to_contain_text("5 / 5")
    expect(button(page, "Cancel the job")).to_have_count(0)
    button(page, "Run again").click()
    expect(state(page)).to_have_text("Done")
    expect(section(page, "Result")).to_contain_text("number6")
    expect(why).to_have_count(0)
    expect(button(page, "Run again")).to_have_count(0)


def test_a_running_job_is_cancelled_only_after_asking(
    enter: Enter, house: House, busy: str
) -> None:
    page = enter(f"/admin/jobs/{busy}")
    expect(state(page)).to_have_text("Running")
    button(page, "Cancel the job").click()
    dialog = page.get_by_role("dialog", name="Cancel this job?")
    expect(button(dialog, "Let it go on")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(state(page)).to_have_text("Running")
    button(page, "Cancel the job").click()
    button(dialog, "Cancel the job").click()
    expect(state(page)).to_have_text("Cancelled")
    expect(button(page, "Run again")).to_be_visible()
    assert house.ended(busy).state == "cancelled"


def test_a_job_that_has_not_begun_is_cancelled_at_once(enter: Enter, house: House) -> None:
    rest(house, "wakeup")
    (job,) = house.enqueue(NewJob("test.other_queue"))
    page = enter(f"/admin/jobs/{job}")
    expect(state(page)).to_have_text("Queued")
    button(page, "Cancel the job").click()
    expect(state(page)).to_have_text("Cancelled")
    rest(house, "wakeup", paused=False)


def test_a_question_is_answered_in_words_or_in_json(enter: Enter, house: House) -> None:
    words, json = house.enqueue(NewJob("test.ask"), NewJob("test.ask", Text(text="Which one?")))
    page = enter(f"/admin/jobs/{words}")
    expect(state(page)).to_have_text("Asks you")
    asked = section(page, "Waiting for an answer")
    expect(asked).to_contain_text("Which colour?")
    expect(button(asked, "Send the answer")).to_be_disabled()
    asked.get_by_label("Your answer").fill("moss")
    button(asked, "Send the answer").click()
    expect(state(page)).to_have_text("Done")
    expect(section(page, "Result")).to_contain_text("moss")
    expect(asked).to_have_count(0)

    page.goto(f"/admin/jobs/{json}")
    button(asked, "Answer in JSON").click()
    asked.get_by_label("JSON").fill("[1]")
    expect(asked).to_contain_text("This cannot be read as a JSON object")
    expect(button(asked, "Send the answer")).to_be_disabled()
    asked.get_by_label("JSON").fill('{"colour": {"name": "indigo", "shade": 3}}')
    button(asked, "Send the answer").click()
    expect(state(page)).to_have_text("Done")
    expect(section(page, "Result")).to_contain_text("indigo")
    assert house.ended(json).result == {"given": {"colour": {"name": "indigo", "shade": 3}}}


@pytest.mark.parametrize(("answer", "marks"), [("Yes, it was done", 0), ("No, it was not", 1)])
def test_a_person_says_whether_a_step_was_done(
    enter: Enter, house: House, tmp_path: Path, answer: str, marks: int
) -> None:
    rest(house, "learning")
    (job,) = house.enqueue(NewJob("test.steps", Steps(folder=str(tmp_path), steps=1)))
    house.sql(
        "insert into job_steps (job_id, name, state, result) values (:id, 'step 0', 'begun', '{}')",
        id=job,
    )
    rest(house, "learning", paused=False)
    page = enter(f"/admin/jobs/{job}")
    asked = section(page, "Was it done or not?")
    expect(asked).to_contain_text("step 0")
    expect(button(asked, "Send the answer")).to_be_disabled()
    asked.get_by_text(answer, exact=True).click()
    button(asked, "Send the answer").click()
    expect(state(page)).to_have_text("Done")
    file = tmp_path / job
    assert (len(file.read_text().splitlines()) if file.exists() else 0) == marks
