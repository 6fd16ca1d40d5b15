"""The built web pages: compressed beforehand, cached for as long as their name says."""

import mimetypes
from collections.abc import Callable, Collection
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from madoguchi.kernel.envelope import Problem
from madoguchi.kernel.http import fail, language_of
from madoguchi.kernel.ids import new_id
from madoguchi.kernel.words import DEFAULT_LANGUAGE, say

PAGES = Path(__file__).parent / "static"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
DOCS_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
SAFETY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Vary": "Accept-Encoding",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FOREVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
RESERVED = ("api/", "v1/", "assets/", "mcp", "metrics", "p/")
ROOMS = ("", "chat", "sign-in", "settings", "admin")
"""Where our own pages begin: whoever asks for them gets one, whatever they say they read."""
TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json"}


class Pages:
    """Serves a file of the build, or the one page that knows every address."""

    def __init__(
        self,
        methods_at: Callable[[Scope], Collection[str]],
        folder: Path = PAGES,
        language: str = DEFAULT_LANGUAGE,
    ) -> None:
        self._methods_at = methods_at
        self._folder = folder.resolve()
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a page."""
        await self._answer(Request(scope))(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        path = request.url.path.lstrip("/")
        if path == "api/docs":
            return RedirectResponse("/docs/index.html")
        if methods := self._methods_at(request.scope):
            return _refused(request, methods)
        file = self._file(path)
        if file is None:
            if not _is_page(request, path):
                return _problem(request, 404)
            file = self._folder / "index.html"
        if request.method != "GET":
            return _refused(request, {"GET"})
        if not file.is_file():
            return _problem(request, 404)
        if file == self._folder / "index.html" and self._language != DEFAULT_LANGUAGE:
            return self._front(file)
        return self._send(request, file, path)

    def _front(self, file: Path) -> Response:
        """Return the first page in the site's language; what the reader's browser asks for wins."""
        built, meant = (f'<html lang="{each}"' for each in (DEFAULT_LANGUAGE, self._language))
        headers = {**SAFETY, "Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
        page = file.read_text("utf-8").replace(built, meant, 1)
        return Response(page, media_type="text/html", headers=headers)

    def _file(self, path: str) -> Path | None:
        if "\x00" in path:
            return None
        file = (self._folder / path).resolve()
        try:
            inside = file.is_relative_to(self._folder) and file.is_file()
        except OSError:  # a name that no file system takes
            return None
        return file if inside and file.suffix not in (".br", ".gz") else None

    def _send(self, request: Request, file: Path, path: str) -> Response:
        policy = DOCS_POLICY if path.startswith("docs/") else POLICY
        headers = {**SAFETY, "Content-Security-Policy": policy}
        media_type = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
        headers["Cache-Control"] = _keeping(path, media_type)
        accepted = request.headers.get("accept-encoding", "")
        for encoding, suffix in (("br", ".br"), ("gzip", ".gz")):
            packed = file.with_name(file.name + suffix)
            if encoding in accepted and packed.is_file():
                headers["Content-Encoding"] = encoding
                return FileResponse(packed, media_type=media_type, headers=headers)
        return FileResponse(file, media_type=media_type, headers=headers)


def _keeping(path: str, media_type: str | None) -> str:
    """Return how long a browser may go without asking again."""
    if path.startswith("assets/"):
        return FOREVER
    # Browsers fetch the icon anew with each change of the address.
    return A_DAY if (media_type or "").startswith("image/") else "no-cache"


def _is_page(request: Request, path: str) -> bool:
    if path.startswith(RESERVED):
        return False
    return path.split("/")[0] in ROOMS or "text/html" in request.headers.get("accept", "")


def _refused(request: Request, methods: Collection[str]) -> Response:
    also = {"HEAD"} if "GET" in methods else set()
    return _problem(request, 405, {"Allow": ", ".join(sorted({*methods, *also}))})


def _problem(request: Request, status: int, headers: dict[str, str] | None = None) -> Response:
    code = {404: "not_found", 405: "method_not_allowed"}[status]
    message = say(f"http.{status}", language_of(request))
    problem = Problem(code=code, message=message, status=status, trace_id=new_id())
    return fail(problem, headers)
