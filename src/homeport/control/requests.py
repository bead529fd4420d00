"""The request log: what a portal was asked."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

import msgspec
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from homeport.control.endpoint import DONE, Chosen, Done, endpoint
from homeport.core.dropped import Dropped
from homeport.domain.portal.calls import requests
from homeport.domain.portal.calls.requests import Entry, Wanted
from homeport.exports import curl as curl_script
from homeport.exports import har as archive
from homeport.server.addresses import Addresses
from homeport.store.journal import Journal, Tail

Limit = Annotated[int, msgspec.Meta(ge=1, le=10_000)]


class RequestFacts(msgspec.Struct, frozen=True):
    """A request and its answer. Secrets are masked.

    :param id: names it while the server runs
    :param at: when it came, seconds since 1970 on the portal's clock
    :param version: of REST
    :param credential: such as ``webhook:5``; empty when there was none
    :param status: 0 when the connection was dropped
    :param errors: of a batch, the codes of the commands that failed
    :param duration: seconds
    :param statements: how many SQL statements ran
    :param size: bytes of the answer
    :param faults: ids of the faults that were injected into it
    :param dropped: what it named in vain and was ignored
    :param answer: what was answered; a text when it was no JSON or was cut, null when it is not kept
    """

    id: str
    at: float
    verb: str
    method: str
    version: int
    credential: str
    user: int
    params: Any
    status: int
    error: str
    description: str
    errors: dict[str, str] | None
    duration: float
    statements: int
    size: int
    source: str
    secure: bool
    faults: list[int]
    dropped: list[Dropped]
    answer: Any


class Newest(Wanted, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which requests are wanted, and how many of the newest.

    :param limit: at most
    """

    limit: Limit = 100


@endpoint("GET", "/requests")
def listed(chosen: Chosen, query: Newest) -> list[RequestFacts]:
    """List the newest requests, the oldest of them first."""
    return [facts(entry) for entry in _newest(chosen, query)]


@endpoint("DELETE", "/requests")
def clear(chosen: Chosen) -> Done:
    """Empty the request log."""
    _journal(chosen).clear()
    return DONE


@endpoint("GET", "/requests/follow", content="text/event-stream")
def follow(chosen: Chosen, query: Wanted) -> StreamingResponse:
    """Send each request as it is answered, as server-sent events whose data is as in the list."""
    return StreamingResponse(
        _events(chosen, query), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


@endpoint("GET", "/requests/har")
def har(chosen: Chosen, query: Newest) -> Response:
    """Export the newest requests as an HTTP archive (HAR 1.2), which browsers' tools open."""
    found = archive.har(_newest(chosen, query), Addresses.read(chosen.folder).of_portal(chosen.name))
    return Response(msgspec.json.encode(found), media_type="application/json")


@endpoint("GET", "/requests/curl", content="text/plain")
def curl(chosen: Chosen, query: Newest) -> PlainTextResponse:
    """Export the newest requests as a shell script of curl commands, whose secrets are variables."""
    return PlainTextResponse(curl_script.curl(_newest(chosen, query)))


def facts(entry: Entry) -> RequestFacts:
    """What is said of a request."""
    return RequestFacts(**{**requests.whole(entry), "dropped": list(entry.dropped)})


def _newest(chosen: Chosen, query: Newest) -> list[Entry]:
    return requests.newest(_journal(chosen), query, query.limit)


def _journal(chosen: Chosen) -> Journal:
    return Journal(chosen.folder.journal_file(chosen.name))


async def _events(chosen: Chosen, wanted: Wanted) -> AsyncIterator[bytes]:
    tail = Tail(chosen.folder.journal_file(chosen.name))
    yield b": following\n\n"

    async def ended() -> bool:
        return chosen.plane.portals.closing

    async for entry in requests.follow(tail, wanted, ended):
        if entry is None:
            yield b": still here\n\n"
        else:
            yield b"data: " + msgspec.json.encode(facts(entry)) + b"\n\n"
