"""The chat page: what it weighs, how soon it is there, what an answer costs it."""

import gzip
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, WebSocket, sync_playwright

from benchmarks.figures import Figure, median
from benchmarks.surroundings import QUESTION, ROOT, running_desk, scripted_model

STATIC = ROOT / "src" / "madoguchi" / "entry" / "static"
CHROMIUM = Path("/usr/bin/chromium")
TOKENS = 500
SCRIPT = f"say:{TOKENS}:10"
SWITCHES = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
NOTE_WHEN_READY = """
new MutationObserver((_, watching) => {
  if (document.querySelector("textarea:not([disabled])")) {
    window.readyAt = performance.now();
    watching.disconnect();
  }
}).observe(document, {childList: true, subtree: true, attributes: true});
"""
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def run(quick: bool) -> list[Figure]:
    """Weigh the build, then open it."""
    if not (STATIC / "index.html").is_file():
        return [Figure("first chat load, JS gzip", None, "KB", 130, "not built: make web")]
    graph = Figure("module graph of index.html, JS gzip", _weight(_graph()), "KB")
    if not CHROMIUM.exists():
        return [graph, Figure("first paint", None, "ms", 300, f"no browser at {CHROMIUM}")]
    with (
        scripted_model() as base_url,
        running_desk(base_url, SCRIPT) as desk,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        try:
            loads = [_load(browser, desk.address) for _ in range(3 if quick else 9)]
            answer = _answer(browser, desk.address)
        finally:
            browser.close()
    foreign = sorted({host for each in loads for host in each["foreign"]} | answer["foreign"])
    return [
        graph,
        Figure("first chat load, JS gzip", loads[0]["js_kb"], "KB", 130),
        Figure("first paint, median", median([each["paint_ms"] for each in loads]), "ms", 300),
        Figure("ready to type, median", median([each["ready_ms"] for each in loads]), "ms", 500),
        Figure("requests to other hosts", len(foreign), "", 0, " ".join(foreign)),
        Figure(f"bytes in for {TOKENS} tokens", answer["kb"], "KB", 80),
        Figure("script time for a chunk", answer["script_ms"], "ms", 0.6),
    ]


def _load(browser: Browser, address: str) -> dict[str, Any]:
    """Open the page as someone who was never here."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.add_init_script(NOTE_WHEN_READY)
    foreign = _watch_hosts(page, address)
    page.goto(address)
    page.wait_for_function("window.readyAt")
    page.wait_for_load_state("networkidle")
    names = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    scripts = [STATIC / urlsplit(name).path.lstrip("/") for name in names]
    found = {
        "paint_ms": page.evaluate(FIRST_PAINT),
        "ready_ms": page.evaluate("window.readyAt"),
        "js_kb": _weight({each for each in scripts if each.suffix == ".js" and each.is_file()}),
        "foreign": foreign,
    }
    context.close()
    return found


def _answer(browser: Browser, address: str) -> dict[str, Any]:
    """Ask in the page, and count what comes in and what showing it costs."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    foreign = _watch_hosts(page, address)
    received: list[int] = []

    def count(frame: str | bytes) -> None:
        received.append(len(frame.encode() if isinstance(frame, str) else frame))

    def watch(socket: WebSocket) -> None:
        socket.on("framereceived", count)

    page.on("websocket", watch)
    page.goto(address)
    page.wait_for_selector("textarea:not([disabled])")
    page.wait_for_load_state("networkidle")
    tools = context.new_cdp_session(page)
    tools.send("Performance.enable")
    received.clear()
    before_s = _script_s(tools)
    page.fill("textarea", QUESTION)
    page.press("textarea", "Enter")
    # Looked for now and then: looking at every frame would be counted with the page's own script.
    page.wait_for_function(
        f"(document.body.innerText.match(/とお/g) ?? []).length >= {TOKENS}",
        timeout=60_000,
        polling=500,
    )
    page.wait_for_timeout(500)
    found = {
        "kb": sum(received) / 1000,
        "script_ms": (_script_s(tools) - before_s) * 1000 / TOKENS,
        "foreign": foreign,
    }
    context.close()
    return found


def _watch_hosts(page: Page, address: str) -> set[str]:
    foreign: set[str] = set()
    own = urlsplit(address).netloc

    def note(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != own:
            foreign.add(parts.netloc)

    page.on("request", note)
    return foreign


def _script_s(tools: Any) -> float:
    metrics = tools.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "ScriptDuration"))


def _graph() -> set[Path]:
    """Return the scripts that the first page names, and those that they import at once."""
    page = (STATIC / "index.html").read_text("utf-8")
    waiting = [
        STATIC / name.lstrip("/") for name in re.findall(r'(?:src|href)="([^"]+\.js)"', page)
    ]
    found: set[Path] = set()
    while waiting:
        file = waiting.pop().resolve()
        if file in found or not file.is_file():
            continue
        found.add(file)
        text = file.read_text("utf-8")
        names = re.findall(r"""(?:from|import)\s*["'](\.{1,2}/[^"']+\.js)["']""", text)
        waiting += [file.parent / name for name in names]
    return found


def _weight(files: set[Path]) -> float:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) / 1000
