"""Queues that rest, and schedules: added, changed, refused, run, deleted."""

import re

from playwright.sync_api import expect

from madoguchi.kernel.jobs import NewJob
from tests.journeys.asking import post
from tests.journeys.conftest import Enter
from tests.journeys.work import button, row, rows, section, state
from tests.support.house import House
from tests.support.tasks import Seconds


def test_a_queue_is_paused_and_goes_on(enter: Enter, house: House) -> None:
    page = enter("/admin/queues")
    expect(rows(page)).to_have_count(14)
    quiet = row(page, "wakeup")
    switch = quiet.get_by_role("switch", name="Work on “Before opening hours”")
    expect(switch).to_be_checked()
    switch.click()
    expect(quiet).to_contain_text("Paused")
    expect(page.get_by_role("dialog")).to_have_count(0)
    (job,) = house.enqueue(NewJob("test.other_queue"))
    queued = quiet.get_by_role("link", name="Show the 1 job of “Before opening hours”: Queued")
    expect(queued).to_be_visible()
    expect(quiet.locator(".oldest")).to_have_text(re.compile(r"second"))
    queued.click()
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("Queued")
    page.go_back()
    switch.click()
    expect(quiet).to_contain_text("Working")
    assert house.ended(job).state == "done"
    expect(queued).to_have_count(0)


def test_a_queue_in_which_work_waits_is_paused_only_after_asking(
    enter: Enter, house: House
) -> None:
    (job,) = house.enqueue(NewJob("test.later", Seconds(seconds=60), queue="report-job"))
    page = enter("/admin/queues")
    reports = row(page, "report-job")
    expect(reports.locator(".waiting").get_by_role("link")).to_have_text("1")
    switch = reports.get_by_role("switch")
    switch.focus()
    page.keyboard.press("Space")
    dialog = page.get_by_role("dialog", name="Pause “Reports”?")
    expect(dialog).to_contain_text("The 1 job that waits will not start")
    button(dialog, "Cancel").click()
    expect(switch).to_be_checked()
    expect(switch).to_be_focused()
    page.keyboard.press("Space")
    button(dialog, "Pause it").click()
    expect(reports).to_contain_text("Paused")
    switch.click()
    expect(reports).to_contain_text("Working")
    post(page, f"/api/jobs/{job}/cancel", {})


def test_a_schedule_is_added_changed_run_switched_off_and_deleted(enter: Enter) -> None:
    page = enter("/admin/schedules", timezone_id="Asia/Tokyo")
    built_in = row(page, "learn-scheduler")
    expect(built_in).to_contain_text("every day at 3:40")
    expect(built_in).to_contain_text("40 3 * * *")
    built_in.get_by_role("button", name="Actions").click()
    expect(page.get_by_role("menuitem")).to_have_text(["Edit"])
    page.keyboard.press("Escape")

    button(page, "Add a schedule").click()
    dialog = page.get_by_role("dialog", name="Add a schedule")
    expect(dialog.get_by_label("Name")).to_be_focused()
    dialog.get_by_label("Name").fill("Greet every hour")
    dialog.get_by_label("Task").select_option("test.echo")
    dialog.get_by_label("text (optional)").fill("hello")
    dialog.get_by_label("When (cron)").fill("17 * * * *")
    expect(dialog).to_contain_text("This means: hourly at :17")
    button(dialog, "Add it").click()
    added = row(page, "Greet every hour")
    expect(added).to_contain_text("hourly at :17")
    expect(added.locator(".next li")).to_have_count(3)
    expect(added.locator(".next li").first).to_contain_text(":17")
    expect(added).to_contain_text("Not yet")

    added.get_by_role("button", name="Actions").click()
    page.get_by_role("menuitem", name="Edit").click()
    changing = page.get_by_role("dialog", name="Edit “Greet every hour”")
    expect(changing.get_by_label("text (optional)")).to_have_value("hello")
    changing.get_by_label("Name").fill("Greet on Mondays")
    button(changing, "Weekly").click()
    button(changing, "Save").click()
    changed = row(page, "Greet on Mondays")
    expect(changed).to_contain_text("every Monday at 9:00")

    changed.get_by_role("button", name="Run now").click()
    expect(page.get_by_text("“Greet on Mondays” is run now")).to_be_visible()
    last = changed.locator(".last").get_by_role("link")
    last.click()
    expect(state(page)).to_have_text("Done")
    expect(section(page, "Result")).to_contain_text("hello")
    page.go_back()

    changed.get_by_role("switch", name="Keep “Greet on Mondays” on").click()
    expect(changed).to_contain_text("Off")
    expect(changed.locator(".next li")).to_have_count(0)
    changed.get_by_role("button", name="Actions").click()
    page.get_by_role("menuitem", name="Delete").click()
    asked = page.get_by_role("dialog", name="Delete this schedule?")
    expect(button(asked, "Cancel")).to_be_focused()
    button(asked, "Delete it").click()
    expect(page.get_by_text("Schedule deleted")).to_be_visible()
    expect(changed).to_have_count(0)


def test_what_is_wrong_with_a_schedule_stands_at_its_field(enter: Enter) -> None:
    page = enter("/admin/schedules")
    button(page, "Add a schedule").click()
    dialog = page.get_by_role("dialog")
    name, cron = dialog.get_by_label("Name"), dialog.get_by_label("When (cron)")
    zone, add = dialog.get_by_label("Time zone"), button(dialog, "Add it")
    name.fill("Never")
    dialog.get_by_label("Task").select_option("test.echo")

    cron.fill("61 3 * * *")
    expect(cron).to_have_accessible_description(re.compile("The minute goes from 0 to 59"))
    expect(cron).to_have_attribute("aria-invalid", "true")
    expect(add).to_be_disabled()
    cron.fill("40 3")
    cron.blur()
    expect(cron).to_have_accessible_description(re.compile("now 2"))

    cron.fill("0 9 31 2 *")
    expect(cron).not_to_have_accessible_description(re.compile("fields"))
    add.click()
    expect(cron).to_have_accessible_description(re.compile("cannot be read as a schedule"))
    cron.fill("0 9 31 1 *")
    expect(cron).not_to_have_attribute("aria-invalid", "true")

    zone.fill("Mars/Olympus")
    add.click()
    expect(zone).to_have_accessible_description(re.compile("There is no time zone “Mars/Olympus”"))
    zone.fill("Europe/Paris")
    name.fill("clean-chat")
    add.click()
    expect(name).to_have_accessible_description(re.compile("exists already"))
    button(dialog, "Cancel").click()
    expect(dialog).to_have_count(0)


def test_what_a_task_takes_is_a_form_or_json(enter: Enter, house: House) -> None:
    page = enter("/admin/schedules")
    button(page, "Add a schedule").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Steps")
    dialog.get_by_label("When (cron)").fill("0 9 1 * *")
    dialog.get_by_label("Task").select_option("test.nothing")
    expect(dialog).to_contain_text("It needs nothing.")
    dialog.get_by_label("Task").select_option("test.steps")
    expect(dialog.get_by_label("steps (optional)")).to_have_value("3")
    expect(button(dialog, "Add it")).to_be_disabled()
    dialog.get_by_label("folder", exact=True).fill("/none")
    dialog.get_by_label("steps (optional)").fill("2.5")
    expect(dialog).to_contain_text("Write a whole number.")
    dialog.get_by_label("steps (optional)").fill("2")
    button(dialog, "Write in JSON").click()
    expect(dialog.get_by_label("JSON")).to_have_value(re.compile(r'"steps": 2'))
    dialog.get_by_label("JSON").fill('{"folder": "/none", "steps": "many"}')
    button(dialog, "Add it").click()
    expect(dialog.get_by_role("alert")).to_contain_text("not valid (steps)")
    dialog.get_by_label("JSON").fill('{"folder": "/none", "steps": 4}')
    button(dialog, "Add it").click()
    expect(row(page, "Steps")).to_be_visible()
    every = house.run(house.wired.jobs.schedules.all("en"))
    (kept,) = (each for each in every if each.name == "Steps")
    assert kept.params == {"folder": "/none", "steps": 4, "pause_s": 0.0}
    house.run(house.wired.jobs.schedules.remove(kept.id))
