"""Every page, as one ASGI application."""

from functools import cache
from itertools import chain
from mimetypes import guess_type
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from homeport.console import developer
from homeport.console.apps.section import Applications
from homeport.console.authorize import Authorize
from homeport.console.booking import Bookings
from homeport.console.calendar import Calendars
from homeport.console.calls import Calls
from homeport.console.crm import Crm
from homeport.console.disk import Disk
from homeport.console.find import Find
from homeport.console.groups import Groups
from homeport.console.home import Home
from homeport.console.invitation import Invitations
from homeport.console.pages import Problem, ProblemError, problem, problem_of, problem_part, redirect
from homeport.console.people import People
from homeport.console.pictures import Pictures
from homeport.console.reference import Reference
from homeport.console.section import MAX_BODY, Section
from homeport.console.sign_in import SignIn
from homeport.console.tasks import Tasks
from homeport.console.visit import Portals, here
from homeport.core.errors import ERROR_METHOD_NOT_FOUND, CallError
from homeport.core.hosts import site
from homeport.core.log import report
from homeport.core.trouble import TROUBLE, told
from homeport.rpc import Registry
from homeport.store import MovedError

SECTIONS: tuple[type[Section], ...] = (
    Home,
    Calls,
    Find,
    Crm,
    Tasks,
    Calendars,
    Bookings,
    Disk,
    Groups,
    People,
    Applications,
    Reference,
    *developer.SECTIONS,
)
"""What the portal shows to people who are signed in."""

_FILES = Path(__file__).parent / "static"
_NOT_FOUND = Problem("There is no such page", "The address may be mistyped, or the page has gone.", 404)


def application(portals: Portals, registry: Registry, rest: ASGIApp) -> ASGIApp:
    """The application, for paths without repeated slashes and without one at the end.

    :param registry: the methods served
    :param rest: what answers ``/rest/``
    """
    routes: list[BaseRoute] = [
        Route("/static/{name:path}", _file),
        *SignIn(portals).routes(),
        *Invitations(portals).routes(),
        *Authorize(portals).routes(),
        *Pictures(portals).routes(),
        *chain.from_iterable(section(portals, registry).routes() for section in SECTIONS),
        *developer.Builder(portals, registry, rest).routes(),
    ]
    app = Starlette(
        routes=routes,
        exception_handlers=dict.fromkeys((HTTPException, CallError, MovedError, ProblemError, *TROUBLE), _refused),
        # not given to Starlette itself, which raises what nobody expects again after it was answered
        middleware=[Middleware(ExceptionMiddleware, handlers={Exception: _failed})],
    )
    for route in routes:
        if isinstance(route, Route) and not isinstance(route.app, RequestBodyLimitMiddleware):
            route.app = RequestBodyLimitMiddleware(route.app, max_body_size=MAX_BODY)
    app.router.redirect_slashes = False  # the site has taken them off already
    return app


@cache
def _files() -> dict[str, tuple[bytes, str | None]]:
    """What pages need beside themselves, by name: contents and media type."""
    files = (path for path in _FILES.rglob("*") if path.is_file())
    return {path.relative_to(_FILES).as_posix(): (path.read_bytes(), guess_type(path.name)[0]) for path in files}


async def _file(request: Request) -> Response:
    found = _files().get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    content, media_type = found
    headers = {"Cache-Control": "max-age=300", "X-Content-Type-Options": "nosniff"}
    return Response(content, headers=headers, media_type=media_type)


async def _refused(request: Request, error: Exception) -> Response:
    tell = problem_part if "hx-request" in request.headers else problem
    if isinstance(error, TROUBLE) and not isinstance(error, MovedError):
        error = told(error)
    match error:
        case ProblemError() | CallError():
            return tell(problem_of(error))
        case MovedError():
            port = request.headers.get("host", "").rpartition(":")[2]
            moved = site(request.scope["scheme"], error.host, int(port) if port.isdigit() else None)
            return redirect(f"{moved}{here(request)}", 302)
        case HTTPException(status_code=404) if "text/html" in request.headers.get("accept", ""):
            return problem(_NOT_FOUND)
        case HTTPException(status_code=404):
            return JSONResponse(
                {"error": ERROR_METHOD_NOT_FOUND.code, "error_description": ERROR_METHOD_NOT_FOUND.text}, 404
            )
        case HTTPException():
            return problem(Problem("That did not work", error.detail, error.status_code), error.headers)
    raise error


async def _failed(request: Request, error: Exception) -> Response:
    told = report(f"{request.method} {request.scope['path']}").description
    return problem(Problem("Something went wrong here", f"{told}. The server's log says more.", 500))
