"""Everything without a mouse, also while Japanese is being converted; and what is read aloud."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.browser import Visit
from tests.journeys.conftest import Arrive
from tests.journeys.counter import Counter, same_words
from tests.journeys.directed import Directed
from tests.support.processes import Desk

HEAR = """
window.heard = [];
const voices = '[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]';
new MutationObserver((changes) => {
  const spoken = new Set();
  for (const change of changes) {
    const at = change.target instanceof Element ? change.target : change.target.parentElement;
    const voice = at?.closest(voices);
    if (voice) spoken.add(voice);
    for (const node of change.addedNodes) {
      if (node instanceof Element && node.matches(voices)) spoken.add(node);
    }
  }
  for (const voice of spoken) if (voice.textContent.trim()) window.heard.push(voice.textContent);
}).observe(document, { subtree: true, childList: true, characterData: true });
"""


def walk(page: Page, to: Locator, key: str, most: int = 40) -> None:
    """Press Tab, or Shift+Tab, until the focus is there."""
    for _ in range(most):
        if to.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"the focus did not come to {to}")


def test_a_whole_chat_needs_no_mouse(counter: Counter, model: Directed) -> None:
    page, keys = counter.page, counter.page.keyboard
    expect(counter.field).to_be_focused()
    keys.press("Control+K")
    expect(counter.sidebar.get_by_label("Search chats")).to_be_focused()
    walk(page, page.get_by_role("link", name="Skip to the question field"), "Shift+Tab")
    expect(page.get_by_role("link", name="Skip to the question field")).to_be_in_viewport()
    keys.press("Enter")
    expect(counter.field).to_be_focused()
    keys.press("Control+K")
    keys.press("Shift+Tab")
    keys.press("/")
    expect(counter.field).to_be_focused()
    expect(counter.field).to_have_value("")

    model.script = "cite"
    keys.type("How do I connect")
    keys.press("Shift+Enter")
    keys.type("a language model?")
    expect(counter.field).to_have_value("How do I connect\na language model?")
    keys.press("Enter")
    counter.finished()
    expect(counter.field).to_be_focused()
    expect(counter.field).to_have_value("")

    mark = counter.answers.last.get_by_role("link", name=re.compile("^Open source 1:")).first
    walk(page, mark, "Shift+Tab")
    keys.press("Enter")
    panel = page.get_by_role("complementary", name="Source")
    expect(panel.locator(":focus")).to_have_count(1)
    keys.press("Escape")
    expect(panel).to_have_count(0)
    expect(mark).to_be_focused()

    keys.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard")
    expect(dialog).to_be_visible()
    keys.press("Escape")
    expect(dialog).to_have_count(0)
    expect(mark).to_be_focused()

    keys.press("Alt+n")
    expect(counter.answers).to_have_count(0)
    expect(counter.field).to_be_focused()


def test_a_chat_is_renamed_and_deleted_by_its_menu_without_a_mouse(
    counter: Counter, model: Directed
) -> None:
    page, keys = counter.page, counter.page.keyboard
    counter.ask("Menu").finished()
    button = counter.button("Actions for “Menu”")
    keys.press("Control+K")
    walk(page, button, "Tab")
    keys.press("Enter")
    expect(page.get_by_role("menuitem", name="Rename")).to_be_focused()
    for item in ("Language of answers", "Delete"):
        keys.press("ArrowDown")
        expect(page.get_by_role("menuitem", name=item)).to_be_focused()
    keys.press("Escape")
    expect(button).to_be_focused()
    keys.press("Enter")
    keys.press("Enter")
    expect(page.get_by_label("Name of the chat")).to_be_focused()
    keys.type("By keys")
    keys.press("Enter")
    expect(counter.title).to_have_text("By keys")
    expect(counter.button("Actions for “By keys”")).to_be_visible()
    keys.press("Control+K")
    walk(page, counter.button("Actions for “By keys”"), "Tab")
    keys.press("Enter")
    keys.press("ArrowUp")
    keys.press("Enter")
    expect(counter.button("Cancel")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_text("Chat deleted")).to_be_visible()


def test_escape_stops_an_answer(counter: Counter, model: Directed) -> None:
    model.script = "say:500:20"
    counter.ask("Long")
    counter.grown()
    counter.page.keyboard.press("Escape")
    expect(counter.log.get_by_text("Stopped here.")).to_be_visible()


def test_enter_accepts_a_conversion_and_only_the_next_enter_sends(
    visit: Visit, counter: Counter, model: Directed
) -> None:
    page, field = counter.page, counter.field
    field.focus()
    input_method = visit.context.new_cdp_session(page)
    composed = {"text": "まどぐち", "selectionStart": 4, "selectionEnd": 4}
    input_method.send("Input.imeSetComposition", composed)
    expect(field).to_have_value("まどぐち")
    for kind in ("rawKeyDown", "keyUp"):
        enter = {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
        input_method.send("Input.dispatchKeyEvent", enter)
    field.evaluate(
        "box => box.dispatchEvent(new KeyboardEvent('keydown',"
        " { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))"
    )
    input_method.send("Input.insertText", {"text": "窓口"})
    page.wait_for_timeout(150)
    expect(counter.questions).to_have_count(0)
    expect(field).to_have_value("窓口")
    page.keyboard.press("Enter")
    counter.finished()
    expect(counter.questions.last.locator(".bubble")).to_have_text("窓口")


def test_single_letter_keys_can_be_switched_off(counter: Counter) -> None:
    page = counter.page
    page.goto("/settings")
    page.get_by_role("switch").click()
    page.goto("/chat")
    counter.ready()
    page.keyboard.press("Control+K")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("?")
    page.keyboard.press("/")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(counter.field).not_to_be_focused()


def test_other_pages_have_a_way_past_their_navigation(arrive: Arrive, desk: Desk) -> None:
    page = arrive(desk).tab("/settings")
    expect(page.get_by_role("heading", name="Settings", level=1)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_a_finished_answer_is_read_aloud_exactly_once(visit: Visit, model: Directed) -> None:
    visit.context.add_init_script(HEAR)
    counter = Counter(visit.tab()).ready()
    model.script = "say:40:20"
    counter.ask("Read it to me").finished()
    counter.page.wait_for_timeout(300)
    heard: list[str] = counter.page.evaluate("window.heard")
    about_the_answer = [said for said in heard if "とお" in said]
    assert len(about_the_answer) == 1, heard
    assert same_words(about_the_answer[0], "とお" * 40)
    assert heard.count("Preparing the answer") == 1
    counter.page.reload()
    counter.ready().finished()
    counter.page.wait_for_timeout(200)
    assert not [said for said in counter.page.evaluate("window.heard") if "とお" in said]
