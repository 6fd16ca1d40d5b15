"""The screens of jobs as an administrator sees them: found by their roles and words."""

from playwright.sync_api import Locator, Page

from tests.support.house import House


def button(page: Page | Locator, name: str) -> Locator:
    """Return a button by its whole name."""
    return page.get_by_role("button", name=name, exact=True)


def row(page: Page, text: str) -> Locator:
    """Return the rows that say this."""
    return page.get_by_role("row").filter(has_text=text)


def rows(page: Page) -> Locator:
    """Return every row but the headings."""
    return page.locator(".ledger-body .ledger-row")


def row_of(page: Page, job_id: str) -> Locator:
    """Return the row of one job."""
    return rows(page).filter(has=page.locator(f'[data-job="{job_id}"]'))


def choose_state(page: Page, name: str) -> None:
    """Turn one of the states to look for on or off."""
    page.locator(".chips").get_by_text(name, exact=True).click()


def state(page: Page) -> Locator:
    """Return the word for how the job in view stands."""
    return page.locator("h1 .tag")


def section(page: Page, name: str) -> Locator:
    """Return a part of the page by its heading."""
    return page.get_by_role("region", name=name, exact=True)


def rest(house: House, queue: str, *, paused: bool = True) -> None:
    """Let a queue rest, or go on."""
    house.run(house.wired.jobs.jobs.pause(queue, paused, "en"))
