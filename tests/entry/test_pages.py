"""The pages come from here, from nowhere else, and cannot be turned against their reader."""

import re

import pytest

from madoguchi.entry.pages import PAGES
from tests.conftest import Builder, Guests
from tests.support.house import House
from tests.support.people import Person, envelope, raw_answer

BUILT = pytest.mark.skipif(not (PAGES / "index.html").is_file(), reason="the pages are not built")
HTML = {"Accept": "text/html"}
ELSEWHERE = re.compile(r"""(?:src|href|url|import|from)\s*[=(]?\s*["']?(?:https?:)?//[a-z]""", re.I)
ADDRESSES = ["/", "/chat/3b241101-e2bb-4255-8caf-4136c566a962", "/settings", "/docs/index.html"]


@BUILT
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_served_with_what_keeps_it_safe(visitor: Person, address: str) -> None:
    page = visitor.send("GET", address, headers=HTML)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    policy = page.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert "http" not in policy
    assert "unsafe-eval" not in policy
    assert re.search(r"script-src[^;]*unsafe-inline", policy) is None
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "same-origin"
    assert page.headers["cross-origin-opener-policy"] == "same-origin"
    assert page.headers["cache-control"] == "no-cache"


@BUILT
@pytest.mark.parametrize("address", [*ADDRESSES[:3], "/chat", "/sign-in", "/admin/components"])
def test_a_page_is_given_to_whoever_asks_for_it(visitor: Person, address: str) -> None:
    page = visitor.send("GET", address, headers={"Accept": "*/*"})
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")


@BUILT
@pytest.mark.parametrize("address", ["/", "/healthz", "/readyz", "/api/me", "/api/sessions"])
def test_the_head_of_an_answer_can_be_asked_for_alone(visitor: Person, address: str) -> None:
    head, whole = visitor.send("HEAD", address), visitor.send("GET", address)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "content-length", "cache-control"):
        assert head.headers.get(name) == whole.headers.get(name)


@BUILT
def test_the_documents_page_is_reached_and_asks_no_other_host(visitor: Person) -> None:
    moved = visitor.send("GET", "/api/docs")
    assert moved.is_redirect
    page = visitor.send("GET", moved.headers["location"])
    assert page.status_code == 200
    assert ELSEWHERE.search(page.text) is None
    wanted = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert wanted
    for each in wanted:
        piece = visitor.send("GET", f"/docs/{each}" if not each.startswith("/") else each)
        assert piece.status_code == 200, each
        if not each.endswith((".svg", "bundle.js")):
            assert ELSEWHERE.search(piece.text) is None, each


@BUILT
@pytest.mark.parametrize("address", ["/", "/docs/index.html", "/offline.html"])
def test_no_page_asks_another_host(visitor: Person, address: str) -> None:
    assert ELSEWHERE.search(visitor.send("GET", address, headers=HTML).text) is None


@BUILT
def test_what_never_changes_is_kept_forever_and_sent_small(visitor: Person) -> None:
    script = next(f.name for f in (PAGES / "assets").glob("*.js.br")).removesuffix(".br")
    found = visitor.send("GET", f"/assets/{script}", headers={"Accept-Encoding": "br"})
    assert found.headers["content-encoding"] == "br"
    assert "immutable" in found.headers["cache-control"]
    assert found.headers["content-type"].startswith("text/javascript")
    packed = visitor.send("GET", f"/assets/{script}.br")
    assert packed.status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/api/nothing",
        "/api",
        "/assets/nothing.js",
        "/v1/nothing",
        "/mcp",
        "/%00",
        "/" + "x" * 300,
        "/" + "a/" * 2_000,
        "/%ff%fe",
        "/..%2f..%2fpages.py",
        "/assets/..%2f..%2f..%2fpages.py",
        "/static/%2e%2e/%2e%2e/wiring.py",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
    ],
)
def test_what_is_not_there_is_not_found(visitor: Person, address: str) -> None:
    head = f"GET {address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    answer = raw_answer(visitor.address, head.encode())
    assert answer.startswith(b"HTTP/1.1 404"), answer[:300]


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("address", ["/", "/api/me", "/healthz"])
def test_a_method_that_an_address_does_not_take_is_refused(
    visitor: Person, method: str, address: str
) -> None:
    answer = visitor.send(method, address)
    assert answer.status_code == 405
    assert envelope(answer)["error"]["code"] == "method_not_allowed"
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("GET", "/api/chat", "POST"),
        ("HEAD", "/api/chat", "POST"),
        ("OPTIONS", "/api/sessions", "GET, HEAD, POST"),
        ("PUT", "/api/sessions/x", "DELETE, GET, HEAD"),
        ("POST", "/api/sessions/x/title", "PATCH"),
    ],
)
def test_a_refused_method_is_answered_with_those_that_there_are(
    visitor: Person, method: str, address: str, allowed: str
) -> None:
    answer = visitor.send(method, address)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)


@pytest.mark.parametrize(
    ("method", "address"),
    [("POST", "/api/nothing"), ("POST", "/v1/chat/completions"), ("DELETE", "/nothing")],
)
def test_what_is_not_there_takes_no_method_either(
    visitor: Person, method: str, address: str
) -> None:
    assert visitor.refused(404, method, address)["code"] == "not_found"


@pytest.mark.parametrize(("address", "said"), [("/healthz", "ok\n"), ("/readyz", "ready\n")])
def test_health_is_told_in_plain_words(visitor: Person, address: str, said: str) -> None:
    answer = visitor.send("GET", address)
    assert (answer.status_code, answer.text) == (200, said)
    assert answer.headers["content-type"].startswith("text/plain")


def test_no_answer_tells_what_serves_it(house: House, visitor: Person) -> None:
    assert "server" not in visitor.send("GET", "/api/me").headers


@BUILT
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_first_page_is_in_the_sites_language_and_as_safe_as_ever(
    build_house: Builder, guests: Guests, language: str
) -> None:
    page = guests(build_house(language=language)).send("GET", "/", headers=HTML)
    assert page.text.count(f'<html lang="{language}">') == 1
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-cache"
    assert page.headers["x-content-type-options"] == "nosniff"
