"""Question sets in the browser: brought, run, their misses read, runs compared."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from madoguchi.kernel.ids import new_id
from madoguchi.knowledge.schemas import NewDocument, NewPassage
from tests.journeys.conftest import Enter
from tests.journeys.work import button, row, rows, section, state
from tests.support.house import House

PAGE = "雨漏りはどこに連絡しますか。雨漏りは管理課に連絡します。電話でお願いします。"


def file_of(name: str, text: str) -> FilePayload:
    """Return a file as a person has it on their desk."""
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def bring(page: Page, name: str, text: str) -> None:
    """Choose a file of questions."""
    with page.expect_file_chooser() as chooser:
        button(page, "Choose a file").click()
    chooser.value.set_files(file_of(name, text))


def learn(house: House, address: str, text: str) -> None:
    """Learn a page."""
    knowledge = house.wired.knowledge
    document = NewDocument(
        collection="main",
        source="evaluation-journey",
        address=address,
        title=address,
        url=f"https://example.org/{address}",
        language="ja",
        markdown=text,
        passages=(NewPassage((), text, 0, len(text)),),
    )
    house.run(knowledge.learn(document))
    house.run(knowledge.until_found(10))


@pytest.fixture
def address(house: House) -> Iterator[str]:
    """A page that only this test knows; forgotten when it is over."""
    name = f"leaks-{new_id()[:8]}"
    yield name
    house.run(house.wired.knowledge.forget("evaluation-journey", [name]))


def test_from_a_spreadsheet_to_its_misses_and_from_run_to_run(
    enter: Enter, house: House, address: str
) -> None:
    page = enter("/admin/evaluation")
    table = (
        "質問,ページ,答え\n"
        f"雨漏りはどこに連絡しますか,https://example.org/{address},管理課\n"
        "図書館は何時に開きますか,ja/hours.md,午前九時\n"
        "量子コンピューターの歴史は,,\n"
    )
    bring(page, "窓口の質問.csv", table)
    expect(page.get_by_role("heading", name="窓口の質問.csv", level=1)).to_be_visible()
    expect(page.get_by_text("3 questions (2 with a page, 2 with an answer")).to_be_visible()
    button(page, "Start a run").click()
    newest = rows(page).first
    expect(newest).to_contain_text("Done")
    expect(newest).to_contain_text("50.0 %")
    newest.get_by_role("link").click()

    expect(state(page)).to_have_text("Done")
    questions = page.locator(".eval-question")
    expect(questions.first).to_contain_text("雨漏りはどこに連絡しますか")
    expect(questions.first).to_contain_text("Not learned")
    expect(questions.first).to_contain_text("this page is not learned")
    page.locator(".chips").get_by_text("Found 1", exact=True).click()
    expect(page).to_have_url(re.compile(r"outcome=found$"))
    expect(questions).to_have_count(1)
    questions.first.get_by_text("See more").click()
    expect(questions.first).to_contain_text("place 1")
    questions.first.get_by_role("button", name=re.compile("図書館の窓口")).first.click()
    expect(page.get_by_role("dialog")).to_contain_text("午前九時")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    learn(house, address, PAGE)
    page.locator(".crumb").get_by_role("link", name="窓口の質問.csv").click()
    button(page, "Run again").click()
    expect(rows(page)).to_have_count(2)
    expect(rows(page).first).to_contain_text("100.0 %")
    expect(page.get_by_role("img", name=re.compile("Shares from run to run"))).to_be_visible()
    rows(page).first.get_by_role("link").click()
    figures = section(page, "Figures")
    expect(figures.locator(".eval-by.better").first).to_have_text("better by ▲+50.0")
    figures.get_by_role("link", name="See which questions changed").click()

    expect(page.get_by_role("heading", name="Run against run")).to_be_visible()
    changed = row(page, "雨漏りはどこに連絡しますか")
    expect(changed).to_contain_text("Better")
    expect(changed).to_contain_text("Not learned")
    expect(changed).to_contain_text("place 1")
    expect(section(page, "What differs between the runs")).to_contain_text("What was learned")
    expect(page.get_by_text("may be chance (sign test, p = 1.00)")).to_be_visible()


def test_lines_that_are_no_questions_are_named(enter: Enter) -> None:
    page = enter("/admin/evaluation")
    bring(page, "broken.csv", "question,answer\nwhen?,nine\n,ten\n,eleven\n")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Line 3: there is no question.")
    expect(alert).to_contain_text("Line 4: there is no question.")


def test_a_run_is_watched_and_stopped(enter: Enter, house: House) -> None:
    page = enter("/admin/evaluation")
    lines = "\n".join(json.dumps({"text": f"when {n}?", "answers": ["x"]}) for n in range(50))
    bring(page, "many.jsonl", lines)
    house.run(house.wired.jobs.jobs.pause("check-chat", True, "en"))
    try:
        button(page, "Start a run").click()
        expect(page.get_by_role("progressbar", name="Progress of the run")).to_be_visible()
        expect(page.get_by_text("0 / 50")).to_be_visible()
        button(page, "Stop the run").click()
        expect(rows(page).first).to_contain_text("Stopped")
    finally:
        house.run(house.wired.jobs.jobs.pause("check-chat", False, "en"))
    button(page, "Run again").click()
    expect(rows(page).first).to_contain_text("Done")


def test_a_set_is_removed_and_the_room_says_how_to_begin(enter: Enter, house: House) -> None:
    house.sql("delete from question_sets")
    page = enter("/admin/evaluation")
    expect(page.get_by_role("heading", name="There is no question set yet")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download an example (CSV)").click()
    example: Any = download.value.path().read_text("utf-8-sig")
    bring(page, "example.csv", example)
    page.get_by_role("button", name="Actions for “example.csv”").click()
    page.get_by_role("menuitem", name="Remove this set…").click()
    button(page, "Remove").click()
    expect(page.get_by_role("heading", name="There is no question set yet")).to_be_visible()
