"""What every router shares: the caller, permissions, services, language and errors."""

import ipaddress
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.requests import HTTPConnection

from madoguchi.kernel.envelope import Fail, Problem, problem_of
from madoguchi.kernel.errors import AppError, Forbidden, Unauthenticated
from madoguchi.kernel.ids import new_id
from madoguchi.kernel.invalid import problem_of_fields
from madoguchi.kernel.words import choose_language, known, say

logger = logging.getLogger(__name__)
EVERYTHING = "*"
PASSED_ON_BY = ("forwarded", "x-forwarded-for", "x-real-ip")
PUBLIC = "public"
Channel = Literal["web", "api"]
"""By which way somebody comes: our own pages, or a program with a key."""
HOUSEHOLD_BITS = 64


@dataclass(frozen=True)
class Caller:
    """Who is asking, and what they may do."""

    id: str
    role: str
    permissions: frozenset[str]
    name: str | None = None
    credential_id: str | None = None
    """The sign-in or the key by which they were recognised; when it ends, so do connections."""
    channel: Channel = "web"
    address: str = ""
    """From where they ask; nothing for a program on this very machine."""

    @property
    def is_visitor(self) -> bool:
        """Whether nobody is signed in."""
        return self.name is None

    def may(self, permission: str) -> bool:
        """Tell whether this caller holds ``permission``."""
        return permission in self.permissions or EVERYTHING in self.permissions


@dataclass(frozen=True)
class Recognised:
    """A caller, and the cookie to hand out when they are new."""

    caller: Caller
    new_cookie: tuple[str, str, int] | None = None


Recognise = Callable[[HTTPConnection], Awaitable[Recognised]]


def require(caller: Caller, permission: str) -> None:
    """Raise unless ``caller`` holds ``permission``: visitors may sign in, others are refused."""
    if permission == PUBLIC or caller.may(permission):
        return
    if caller.is_visitor:
        raise Unauthenticated("sign_in_needed")
    raise Forbidden("forbidden", permission=permission)


def may(permission: str) -> Any:
    """Return a dependency: the caller, who holds ``permission``."""

    async def check(request: Request, response: Response) -> Caller:
        recognised = await recognise(request)
        if recognised.new_cookie:
            set_cookie(request, response, *recognised.new_cookie)
        require(recognised.caller, permission)
        return recognised.caller

    check.__dict__["permission"] = permission
    return Depends(check)


async def recognise(connection: HTTPConnection) -> Recognised:
    """Return who is at the other end of ``connection``."""
    recogniser: Recognise = connection.app.state.recognise
    found = await recogniser(connection)
    if is_near(connection):
        return found
    return replace(found, caller=replace(found.caller, address=address_of(connection)))


def set_cookie(
    connection: HTTPConnection, response: Response, name: str, value: str, age_s: int
) -> None:
    """Hand out a cookie that scripts cannot read and other sites cannot send."""
    secure = connection.url.scheme in ("https", "wss")
    response.set_cookie(
        name, value, max_age=age_s, path="/", httponly=True, samesite="lax", secure=secure
    )


def address_of(connection: HTTPConnection) -> str:
    """Return the address at the other end; of IPv6 the part that one household shares."""
    host = connection.client.host if connection.client else ""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return host
    if found.version == 4 or found.is_loopback:
        return host
    return str(found.ipv4_mapped or ipaddress.ip_network((found, HOUSEHOLD_BITS), strict=False))


def is_near(connection: HTTPConnection) -> bool:
    """Tell whether a program on this very machine asks, with nobody in between."""
    host = connection.client.host if connection.client else ""
    between = any(name in connection.headers for name in PASSED_ON_BY)
    return not between and host in ("127.0.0.1", "::1")


def service(kind: type[Any]) -> Callable[[Request], Any]:
    """Return a dependency that hands out the one wired ``kind``."""

    def find(request: Request) -> Any:
        return request.app.state.services[kind]

    return find


def language_of(connection: HTTPConnection) -> str:
    """Return the reader's language: what they chose, else what their program asks for."""
    default: str = connection.app.state.language
    chosen = connection.query_params.get("lang")
    return choose_language(chosen or connection.headers.get("accept-language"), default)


def install_errors(app: FastAPI) -> None:
    """Turn every failure, expected or not, into a Fail with its own status."""

    async def expected(request: Request, error: Exception) -> Response:
        assert isinstance(error, AppError)
        trace_id = new_id()
        note_failure(error, trace_id)
        return fail(problem_of(error, language_of(request), trace_id))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        language = language_of(request)
        problem = problem_of_fields(error.errors(), language, new_id())
        if "body" in problem.details and "json" not in request.headers.get("content-type", ""):
            problem.details["body"] = say("http.json_only", language)
        return fail(problem)

    async def plain(request: Request, error: Exception) -> Response:
        assert isinstance(error, StarletteHTTPException)
        # The framework calls a body that it cannot read a bad request, whatever is wrong with it.
        key = "bad_json" if error.status_code == 400 else f"http.{error.status_code}"
        message = say(key if known(key) else "http.other", language_of(request))
        code = CODES.get(error.status_code, "invalid")
        problem = Problem(code=code, message=message, status=error.status_code, trace_id=new_id())
        return fail(problem, dict(error.headers or {}))

    async def unexpected(request: Request, error: Exception) -> Response:
        trace_id = new_id()
        logger.error("request failed", exc_info=error, extra={"trace_id": trace_id})
        message = say("internal", language_of(request), trace_id=trace_id)
        return fail(Problem(code="internal", message=message, status=500, trace_id=trace_id))

    app.add_exception_handler(AppError, expected)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(StarletteHTTPException, plain)
    app.add_exception_handler(Exception, unexpected)


def note_failure(error: AppError, trace_id: str) -> None:
    """Write down what is not the caller's doing, with its cause."""
    if error.status >= 500:
        logger.error("request failed", exc_info=error, extra={"trace_id": trace_id})


CODES = {400: "bad_json", 404: "not_found", 405: "method_not_allowed", 413: "too_long"}


def fail(problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """Return a failure in the envelope."""
    wait = {"Retry-After": str(problem.retry_after_s)} if problem.retry_after_s else {}
    return Response(
        Fail(error=problem).model_dump_json(),
        problem.status,
        {**(headers or {}), **wait},
        media_type="application/json",
    )
