"""The list of jobs: live, in place, and never jumping; the log of one."""

import re

from playwright.sync_api import WebSocketRoute, expect

from madoguchi.kernel.jobs import NewJob
from tests.journeys.conftest import Enter
from tests.journeys.work import button, choose_state, row_of, rows
from tests.support.house import House
from tests.support.processes import until
from tests.support.tasks import Seconds, Text


def test_progress_is_seen_as_it_is_made(enter: Enter, house: House) -> None:
    page = enter("/admin/jobs?task=test.sleep&queue=update-plan")
    expect(page.get_by_role("heading", name="No job matches")).to_be_visible()
    page.evaluate("window.sameDocument = true")
    house.enqueue(NewJob("test.sleep", Seconds(seconds=3, steps=30), queue="update-plan"))
    only = rows(page)
    expect(only).to_contain_text("Running")
    expect(only).to_contain_text("Plans and quotas")
    bar = only.get_by_role("progressbar")
    for _ in range(2):
        expect(bar).not_to_have_attribute("aria-valuenow", bar.get_attribute("aria-valuenow") or "")
    expect(only).to_contain_text(re.compile(r"step \d+"))
    expect(only.locator(".took")).to_have_text(re.compile(r"^[123](\.\d)? s$"))
    expect(only).to_contain_text("Done")
    expect(bar).to_have_count(0)
    expect(only).to_contain_text("30 / 30")
    assert page.evaluate("window.sameDocument")


def test_the_list_stands_still_and_what_is_new_waits_to_be_wanted(
    enter: Enter, house: House
) -> None:
    for text in "abc":
        house.ended(*house.enqueue(NewJob("test.echo", Text(text=text))))
    (slow,) = house.enqueue(NewJob("test.later", Seconds(seconds=4)))
    page = enter("/admin/jobs")
    second = rows(page).nth(1).get_by_role("link")
    changing = row_of(page, slow)
    expect(changing).to_contain_text("On hold")
    second.focus()
    before = second.bounding_box()
    known = rows(page).count()
    house.enqueue(NewJob("test.echo"), NewJob("test.echo"))
    expect(button(page, "Show 2 new jobs")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="There are new jobs")).to_be_attached()
    expect(changing).to_contain_text("Done")
    assert second.bounding_box() == before
    expect(second).to_be_focused()
    assert rows(page).count() == known
    button(page, "Show 2 new jobs").click()
    expect(button(page, "Show 2 new jobs")).to_have_count(0)
    expect(rows(page)).to_have_count(known + 2)
    expect(rows(page).first.get_by_role("link")).to_be_focused()


def test_jobs_are_found_by_state_queue_and_task_and_the_address_remembers(
    enter: Enter, house: House
) -> None:
    house.ended(*house.enqueue(NewJob("test.hopeless")))
    house.ended(*house.enqueue(NewJob("test.echo", queue="cutoff-mail")))
    page = enter("/admin/jobs")
    page.get_by_label("Queue", exact=True).select_option("cutoff-mail")
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("Mail after a cut-off")
    choose_state(page, "Failed")
    expect(page.get_by_role("heading", name="No job matches")).to_be_visible()
    page.get_by_role("button", name="Show all").last.click()
    page.get_by_label("Task", exact=True).fill("test.hope")
    expect(page).to_have_url(re.compile(r"/admin/jobs\?task=test\.hope$"))
    expect(rows(page).first).to_contain_text("What the task was given is not valid")
    choose_state(page, "Failed")
    page.reload()
    expect(page.get_by_role("checkbox", name="Failed")).to_be_checked()
    expect(page.get_by_label("Task", exact=True)).to_have_value("test.hope")
    expect(rows(page).first).to_contain_text("Failed")


def test_older_jobs_come_below(enter: Enter, house: House) -> None:
    ids = house.enqueue(*[NewJob("test.nothing") for _ in range(60)])
    for job_id in ids:
        house.ended(job_id)
    page = enter("/admin/jobs?task=test.nothing")
    expect(rows(page)).to_have_count(50)
    button(page, "Show older jobs").click()
    expect(rows(page)).to_have_count(60)
    expect(rows(page).nth(50).get_by_role("link")).to_be_focused()
    expect(page.get_by_text("60 jobs, that is all")).to_be_visible()


def test_what_was_missed_is_caught_up_with_and_then_heard_again(enter: Enter, house: House) -> None:
    first, second = house.enqueue(
        NewJob("test.later", Seconds(seconds=6)), NewJob("test.later", Seconds(seconds=12))
    )
    page = enter("/admin/jobs?task=test.later")
    lines: list[WebSocketRoute] = []
    cut = False

    def connect(line: WebSocketRoute) -> None:
        lines.append(line)
        if cut:
            line.close()
        else:
            line.connect_to_server()

    page.route_web_socket(re.compile(r"/ws\?"), connect)
    page.reload()
    expect(row_of(page, first)).to_contain_text("On hold")
    cut = True
    lines[-1].close()
    away = page.get_by_text("This page catches up as soon as the connection is back.")
    expect(away).to_be_visible()
    house.ended(first)
    cut = False
    expect(away).to_have_count(0)
    expect(row_of(page, first)).to_contain_text("Done")
    expect(row_of(page, second)).to_contain_text("Done")


def test_the_log_follows_and_can_be_held_still(enter: Enter, busy: str) -> None:
    page = enter(f"/admin/jobs/{busy}")
    log = page.get_by_role("log", name="Log")
    lines = log.get_by_role("listitem")
    expect(log).to_contain_text("began step 0")
    count = lines.count()
    until(lambda: lines.count() > count, "it grows")
    expect(lines.last).to_be_in_viewport()
    button(page, "Hold still").click()
    page.wait_for_timeout(300)
    held = lines.count()
    page.wait_for_timeout(1500)
    assert lines.count() == held
    button(page, "Follow again").click()
    until(lambda: lines.count() > held, "it goes on")


def test_a_job_that_is_gone_leads_back_to_the_list(enter: Enter) -> None:
    page = enter("/admin/jobs/3b241101-e2bb-4255-8caf-4136c566a962")
    expect(page.get_by_role("heading", name="This job cannot be found")).to_be_visible()
    page.get_by_role("link", name="To the list of jobs").click()
    expect(page.get_by_role("heading", name="Jobs", level=1)).to_be_visible()
