"""The ASGI application of ``/_homeport/``."""

import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from homeport.control import (
    ROOT,
    applications,
    baselines,
    declaring,
    events,
    explain,
    faults,
    health,
    metrics,
    openapi,
    people,
    portals,
    requests,
    settings,
)
from homeport.control.endpoint import JSON, Chosen, Endpoint, Plane, Portals, Refusal, endpoint
from homeport.core.errors import CallError
from homeport.core.log import report
from homeport.core.trouble import told
from homeport.domain.app.applications import ApplicationError
from homeport.domain.declared.source import DeclarationError
from homeport.domain.events.outgoing import OutgoingError
from homeport.domain.portal.credentials.admin import is_admin
from homeport.portals.errors import AlreadyThereError, NotThereError, UnfitError
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.store import BusyError, GoneError, UnreachableError
from homeport.store.schema import NewerSchemaError, NotAPortalError

MAX_BODY = 1024 * 1024
"""Bytes of a JSON body; uploads have no limit but the disk."""

_SEE = f"See GET {ROOT}/openapi.json for what may be sent."
_NUL = "A text has a NUL character, which nothing can be called."
_MODULES = (
    health,
    metrics,
    portals,
    baselines,
    declaring,
    settings,
    faults,
    requests,
    explain,
    people,
    applications,
    events,
)


@endpoint("GET", "/openapi.json")
def described(plane: Plane) -> Response:
    """This document."""
    return Response(_document(), media_type=JSON)


ENDPOINTS = (
    *(found for module in _MODULES for found in vars(module).values() if isinstance(found, Endpoint)),
    described,
)
"""Every endpoint. Those with fixed paths come before those with names in them, as far as they could be confused."""


@cache
def _document() -> bytes:
    return msgspec.json.encode(openapi.document(ENDPOINTS))


def application(folder: DataFolder, open_portals: Portals) -> ASGIApp:
    """The application, for paths without repeated slashes and without one at the end."""
    plane = Plane(folder, open_portals)
    by_path: dict[str, dict[str, Endpoint]] = {}
    for each in ENDPOINTS:
        by_path.setdefault(each.path, {})[each.verb] = each
    return Starlette(
        routes=[Route(ROOT + path, _Answering(plane, verbs)) for path, verbs in by_path.items()],
        exception_handlers=dict.fromkeys((*_STATUSES, *_SPOKEN), _refused),
        middleware=[
            # not given to Starlette itself, which raises what nobody expects again after it was answered
            Middleware(ExceptionMiddleware, handlers={Exception: _failed}),
            Middleware(_AdminOnly, key=folder.key()),
        ],
    )


class _AdminOnly:
    """Lets nobody in who does not have the admin token."""

    def __init__(self, app: ASGIApp, key: bytes) -> None:
        self._app = app
        self._key = key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        if scope["path"] == f"{ROOT}/health" or is_admin(self._key, request.headers.get("authorization", "")):
            await self._app(scope, receive, send)
            return
        message = "Send the admin token, which homeport serve prints, as `Authorization: Bearer`."
        await _problem(401, "unauthorized", message, {"WWW-Authenticate": "Bearer"})(scope, receive, send)


class _Answering:
    """What answers one path."""

    def __init__(self, plane: Plane, endpoints: dict[str, Endpoint]) -> None:
        self._plane = plane
        self._endpoints = endpoints

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        found = self._endpoints.get("GET" if request.method == "HEAD" else request.method)
        if found is None:
            raise HTTPException(405, headers={"Allow": ", ".join(self._endpoints)})
        await (await _answer(self._plane, found, request))(scope, receive, send)


async def _answer(plane: Plane, asked: Endpoint, request: Request) -> Response:
    query = _query(request)
    if _has_nul([query, request.path_params]):
        raise Refusal(400, "invalid_request", _NUL)
    named = query.pop("portal", DEFAULT) if asked.of_portal else None
    first = plane if named is None else await plane.portals.turn(lambda: _chosen(plane, named))
    given: dict[str, Any] = {
        name: msgspec.convert(request.path_params[name], kind, strict=False) for name, kind in asked.path_types.items()
    }
    taken = msgspec.convert(query, asked.query, strict=False)
    if asked.query.__struct_fields__:
        given["query"] = taken
    if asked.upload:
        return await _with_upload(asked, first, given, request)
    body = await _body(request)
    if asked.body is not None:
        given["body"] = msgspec.json.decode(body or b"{}", type=asked.body)
        if _has_nul(msgspec.to_builtins(given["body"])):
            raise Refusal(400, "invalid_request", _NUL)
    elif body.strip() not in (b"", b"{}"):
        raise Refusal(400, "invalid_request", f"{request.method} {request.url.path} takes no body. {_SEE}")
    return await _run(asked, first, given)


async def _run(asked: Endpoint, first: Plane | Chosen, given: dict[str, Any]) -> Response:
    answer = await run_in_threadpool(asked.run, first, **given)
    if isinstance(answer, Response):
        return answer
    return Response(msgspec.json.encode(answer), asked.status, media_type=JSON)


async def _with_upload(asked: Endpoint, first: Plane | Chosen, given: dict[str, Any], request: Request) -> Response:
    place = Path(tempfile.mkdtemp(prefix="homeport-"))
    try:
        with (place / "upload").open("wb") as file:
            async for chunk in request.stream():
                await run_in_threadpool(file.write, chunk)
        return await _run(asked, first, given | {"upload": place / "upload"})
    finally:
        shutil.rmtree(place)


def _query(request: Request) -> dict[str, str]:
    pairs = request.query_params.multi_items()
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refusal(400, "invalid_request", f"A parameter of the query is given twice. {_SEE}")
    return found


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise Refusal(413, "too_large", f"The body is larger than {MAX_BODY} bytes.")
    return bytes(body)


def _has_nul(value: Any) -> bool:
    """Whether a text in it has a NUL character, which one of the stores could not hold."""
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return _has_nul([*value, *value.values()])
    return isinstance(value, list) and any(map(_has_nul, value))


def _chosen(plane: Plane, name: str) -> Chosen:
    if not plane.folder.exists(name):
        raise NotThereError(f"There is no portal {name}. There are: {', '.join(plane.folder.names())}.")
    return Chosen(plane, plane.portals.current(name))


_SPOKEN = (Refusal, CallError, HTTPException, msgspec.DecodeError, BusyError, UnreachableError)
_STATUSES: dict[type[Exception], tuple[int, str]] = {
    AlreadyThereError: (409, "already_there"),
    ApplicationError: (400, "invalid_request"),
    DeclarationError: (400, "invalid_request"),
    GoneError: (404, "not_found"),
    LookupError: (404, "not_found"),
    NewerSchemaError: (409, "newer_schema"),
    NotAPortalError: (409, "not_a_portal"),
    NotThereError: (404, "not_found"),
    OutgoingError: (400, "invalid_request"),
    UnfitError: (400, "invalid_request"),
    ValueError: (400, "invalid_request"),
}
"""How refusals of the layers below are answered; their texts say what is wrong."""


async def _refused(request: Request, error: Exception) -> Response:
    if isinstance(error, BusyError | UnreachableError):
        error = told(error)
    match error:
        case Refusal():
            return _problem(error.status, error.code, error.message)
        case CallError():
            return _problem(error.status, error.code, error.description)
        case HTTPException(status_code=405):
            allowed = error.headers or {}
            message = f"{request.method} is not one of {allowed['Allow']}. {_SEE}"
            return _problem(405, "method_not_allowed", message, allowed)
        case HTTPException():
            return _problem(404, "not_found", f"There is nothing at {request.url.path}. {_SEE}")
        case msgspec.DecodeError():
            return _problem(400, "invalid_request", f"{error}. {_SEE}")
    if type(error) not in _STATUSES:
        raise error  # a mistake of ours, such as a KeyError
    status, code = _STATUSES[type(error)]
    text = str(error)
    ends = text.endswith(".") or f" {ROOT}/" in text  # one that ends in what to paste has no full stop
    return _problem(status, code, text if ends else f"{text}.")


async def _failed(request: Request, error: Exception) -> Response:
    told = report(f"{request.method} {request.url.path}")
    return _problem(500, told.code, f"{told.description}. The server's log says more.")


def _problem(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(openapi.Problem(code, message)), status, headers, JSON)
