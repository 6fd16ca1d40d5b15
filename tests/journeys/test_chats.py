"""The list of chats: named, found, deleted, kept in step; and what is written but not sent."""

from playwright.sync_api import Locator, WebSocketRoute, expect

from tests.journeys.browser import Visit
from tests.journeys.conftest import Arrive
from tests.journeys.counter import Counter
from tests.journeys.directed import Directed
from tests.support.processes import Desk


def listed(counter: Counter) -> Locator:
    """Return the chats in the list."""
    return counter.sidebar.get_by_role("navigation", name="Chats").get_by_role("link")


def choose(counter: Counter, title: str, action: str) -> None:
    """Do something with a chat from its menu."""
    counter.button(f"Actions for “{title}”").click()
    counter.page.get_by_role("menuitem", name=action).click()


def test_a_chat_is_named_by_its_question_then_by_its_reader(
    counter: Counter, model: Directed
) -> None:
    counter.ask("Where is the library?").finished()
    expect(counter.title).to_have_text("Where is the library?")
    expect(listed(counter)).to_have_text(["Where is the library?"])
    counter.button("Rename").click()
    counter.page.get_by_label("Name of the chat").fill("Library")
    counter.page.keyboard.press("Enter")
    expect(counter.title).to_have_text("Library")
    expect(listed(counter)).to_have_text(["Library"])
    expect(counter.page).to_have_title("Library | Madoguchi")

    choose(counter, "Library", "Rename")
    counter.page.get_by_label("Name of the chat").fill("Books")
    counter.page.keyboard.press("Enter")
    expect(counter.title).to_have_text("Books")
    choose(counter, "Books", "Rename")
    counter.page.get_by_label("Name of the chat").fill("not this")
    counter.page.keyboard.press("Escape")
    expect(listed(counter)).to_have_text(["Books"])
    assert counter.stored()["title"] == "Books"


def test_chats_of_long_ago_are_listed_when_asked_for(counter: Counter) -> None:
    page = counter.page
    for number in range(201):
        page.request.post("/api/sessions", data={"title": f"{number}"})
    page.reload()
    expect(listed(counter)).to_have_count(200)
    counter.button("Show older chats").focus()
    page.keyboard.press("Enter")
    expect(listed(counter)).to_have_count(202)
    expect(listed(counter).nth(200)).to_be_focused()
    expect(counter.button("Show older chats")).to_have_count(0)


def test_chats_are_searched_by_what_was_said_in_them(counter: Counter, model: Directed) -> None:
    model.script = "text:Bring your swimming cap."
    counter.ask("Rules of the pool").finished()
    counter.button("New chat").first.click()
    expect(counter.answers).to_have_count(0)
    model.script = "say:2"
    counter.ask("Parking").finished()
    expect(listed(counter)).to_have_count(2)
    search = counter.sidebar.get_by_label("Search chats")
    search.fill("swimming")
    expect(listed(counter)).to_have_text(["Rules of the pool"])
    search.fill("zebra")
    expect(counter.sidebar.get_by_text("No chat matches.")).to_be_visible()
    search.fill("")
    expect(listed(counter)).to_have_count(2)
    listed(counter).filter(has_text="Rules of the pool").click()
    expect(counter.answer()).to_have_text("Bring your swimming cap.")


def test_deleting_asks_first_and_a_second_tab_is_told(
    visit: Visit, counter: Counter, model: Directed
) -> None:
    counter.ask("Delete me").finished()
    other = Counter(visit.tab(counter.page.url)).ready()
    choose(counter, "Delete me", "Delete")
    dialog = counter.page.get_by_role("dialog", name="Delete this chat?")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    counter.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(listed(counter)).to_have_text(["Delete me"])
    expect(counter.button("Actions for “Delete me”")).to_be_focused()

    choose(counter, "Delete me", "Delete")
    counter.button("Delete it").click()
    expect(counter.page.get_by_text("Chat deleted")).to_be_visible()
    expect(counter.answers).to_have_count(0)
    expect(other.page.get_by_role("heading", name="This chat was deleted")).to_be_visible()
    expect(listed(other).filter(has_text="Delete me")).to_have_count(0)


def test_a_new_name_reaches_the_other_tab(visit: Visit, counter: Counter, model: Directed) -> None:
    counter.ask("Before").finished()
    other = Counter(visit.tab(counter.page.url)).ready()
    counter.button("Rename").click()
    counter.page.get_by_label("Name of the chat").fill("After")
    counter.page.keyboard.press("Enter")
    expect(other.title).to_have_text("After")
    expect(listed(other)).to_have_text(["After"])


def test_a_draft_survives_a_reload_and_belongs_to_its_chat(
    counter: Counter, model: Directed
) -> None:
    counter.ask("First").finished()
    counter.field.fill("half a question\nin two lines")
    counter.page.reload()
    expect(counter.field).to_have_value("half a question\nin two lines")
    counter.button("New chat").first.click()
    expect(counter.answers).to_have_count(0)
    expect(counter.field).to_have_value("")
    listed(counter).filter(has_text="First").click()
    expect(counter.field).to_have_value("half a question\nin two lines")


def test_the_state_of_the_connection_is_said_in_words(
    arrive: Arrive, desk: Desk, model: Directed
) -> None:
    visit = arrive(desk)
    visit.watch.expect("WebSocket", "Failed to load resource", "ERR_INTERNET_DISCONNECTED")
    page = visit.context.new_page()
    reachable: list[bool] = []

    def at_the_door(socket: WebSocketRoute) -> None:
        if reachable:
            socket.connect_to_server()
        else:
            socket.close()

    page.route_web_socket("**/ws*", at_the_door)
    page.goto("/")
    counter = Counter(page)
    expect(page.locator(".line-state")).to_have_text("Not connected")
    expect(page.get_by_text("The server cannot be reached")).to_be_visible()
    counter.field.fill("kept while away")
    reachable.append(True)
    counter.ready()
    expect(page.get_by_text("The server cannot be reached")).to_have_count(0)
    expect(counter.field).to_have_value("kept while away")
    counter.button("Send").click()
    counter.finished()


def test_a_chat_that_is_not_there_says_so(arrive: Arrive, desk: Desk) -> None:
    visit = arrive(desk)
    visit.watch.expect("404")
    page = visit.tab("/chat/3b241101-e2bb-4255-8caf-4136c566a962")
    expect(page.get_by_role("heading", name="This chat cannot be found")).to_be_visible()
    page.get_by_role("button", name="New chat").first.click()
    Counter(page).ready()
