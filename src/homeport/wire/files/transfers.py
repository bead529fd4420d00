"""The addresses by which files come and go: ``/rest/download.json`` and ``/rest/upload.json``.

Source: ``api-reference/files/how-to-upload-files.md``, ``disk-folder-upload-file.md``.
"""

import asyncio
import io
from collections.abc import Callable
from functools import partial
from typing import Any, BinaryIO, NamedTuple

from homeport.core import pictures
from homeport.core.connections import ABORT
from homeport.core.ctx import Credential, Ctx
from homeport.core.errors import (
    AUTHORIZATION_ERROR,
    INVALID_REQUEST,
    NO_AUTH_FOUND,
    QUERY_LIMIT_EXCEEDED,
    CallError,
    ErrorKind,
)
from homeport.core.pictures import NotPictureError
from homeport.domain.disk.links import Link
from homeport.domain.files import doors, files, public
from homeport.domain.files.doors import Door, Pass
from homeport.domain.files.files import Content, Stored, blobs_of
from homeport.domain.portal.calls.faults import Firing
from homeport.domain.portal.people import users
from homeport.domain.portal.people.checking import Checking
from homeport.domain.portal.portal import Portal, actor_of
from homeport.rpc.dispatch import Stopwatch
from homeport.store import Transaction
from homeport.store.blobs import Blobs, Draft, MissingError, UnkeptError, UnreadableError
from homeport.wire import envelope, params
from homeport.wire.call import DroppedError, meet, strike
from homeport.wire.envelope import Answer
from homeport.wire.exchange import Exchange
from homeport.wire.files import shared
from homeport.wire.files.paths import DOWNLOAD, SHARED, SITES, UPLOAD
from homeport.wire.files.receiving import GoneError, receive_file
from homeport.wire.files.sending import headers_of, part_of, send_part
from homeport.wire.http import Answering, Portals, Receive, Scope, Send, guard
from homeport.wire.path import Target
from homeport.wire.tracing import Tracing

KEY = "address"
"""What names the credential of whoever comes by an address, in the request log and in faults."""
OVERHEAD = 64 * 1024
"""Bytes that a form may have beside its file."""

UNREADABLE = ErrorKind("INTERNAL_SERVER_ERROR", "Files cannot be read now", 503)
UNSAVED = ErrorKind("ERROR_COULD_NOT_SAVE_FILE", "Could not save file")
"""As the method that told the address words it."""

_READING = ("GET", "HEAD")
_OF_LINKS = (*_READING, "POST")
_VERBS = {DOWNLOAD: _READING, UPLOAD: ("POST",)}


class _Admitted(NamedTuple):
    """Somebody who came by an address.

    :param firing: the faults that the request meets
    :param file: what a download leads to
    :param room: the bytes that an upload may have
    """

    portal: Portal
    credential: Credential
    found: Pass
    door: Door
    blobs: Blobs
    firing: Firing | None
    file: Stored | None = None
    room: int = 0


class Transfers(Answering):
    """The ASGI application of addresses of files.

    :param portals: the portals that it serves
    """

    def __init__(self, portals: Portals, tracing: Tracing | None = None) -> None:
        super().__init__(tracing)
        self._portals = portals
        self._checking = Checking()

    def _failure(self, exchange: Exchange, error: CallError) -> Answer:
        shown = exchange.scope["path"].startswith(SHARED)
        return shared.refusal(error) if shown else envelope.failure(error)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        exchange = Exchange(scope)
        try:
            answer = await self._answer(exchange, receive, send)
        except GoneError:
            return
        except DroppedError:
            self._end(exchange)
            scope["extensions"][ABORT]["now"]()
            return
        except Exception as error:
            answer = self._refused(exchange, error)
        exchange.answer = answer or exchange.answer  # of one that was sent already, its head is there
        self._end(exchange)
        if answer is None:
            return
        content = b"" if scope["method"] == "HEAD" else answer.body
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": content})

    async def _answer(self, exchange: Exchange, receive: Receive, send: Send) -> Answer | None:
        """The answer; None when it was sent already."""
        scope = exchange.scope
        path = scope["path"]
        if scope["method"] == "OPTIONS":
            return envelope.PREFLIGHT
        _require_verb(scope, _OF_LINKS if path.startswith(SHARED) else _VERBS.get(path, _READING))
        if path.startswith(SHARED):
            return await self._show(exchange, receive, send)
        exchange.target = Target("download" if path == DOWNLOAD else "upload")
        exchange.method = exchange.target.method
        admitted = await self._portals.turn(lambda: self._admit(exchange))
        rule = None if admitted.firing is None else await meet(exchange, admitted.firing)
        cuts = rule is not None and rule.drop and rule.when == "after"
        if rule is not None and not cuts and rule.when != "after":
            return strike(rule)
        cut: Callable[[], None] | None = scope["extensions"][ABORT]["now"] if cuts else None
        if path == DOWNLOAD:
            await self._send(exchange, admitted, send, cut)
            return None
        answer = await self._receive(exchange, admitted, receive, cut)
        return answer if rule is None else strike(rule)

    async def _show(self, exchange: Exchange, receive: Receive, send: Send) -> Answer | None:
        """Answer whoever comes by a public link."""
        exchange.target = Target("shared")  # the word in the path is as good as a password
        exchange.method = exchange.target.method
        path = exchange.scope["path"]
        if path.startswith(SITES):
            return await self._visit(exchange, path)

        def find() -> tuple[Portal, shared.Found, Blobs]:
            portal, watch = self._reach(exchange)
            tx = portal.store.reading()
            return portal, watch.over(tx, shared.find, tx, portal.clock, path), blobs_of(tx)

        portal, found, blobs = await self._portals.turn(find)
        if found.link is None:  # nothing but links of the disk asks for a password
            _require_verb(exchange.scope, _READING)
        else:
            if exchange.scope["method"] == "POST":
                if await self._guesses(exchange, portal, found.link, await _form(receive)):
                    return shared.opened(portal.key, found.link, path, secure=exchange.scope["scheme"] == "https")
                return shared.question("The password is wrong.")
            if not shared.is_open(portal.key, found.link, exchange.header(b"cookie")):
                return shared.question()
        if found.word:
            await portal.store.write(lambda tx: public.note_visit(tx, portal.clock, found.word))
        if found.file is None:
            return shared.page(found)
        await deliver(exchange, blobs, found.file, send)
        return None

    async def _visit(self, exchange: Exchange, path: str) -> Answer:
        """Answer whoever comes by the address of a page of a site."""
        from homeport.wire.files import sites  # noqa: PLC0415  few servers show sites

        _require_verb(exchange.scope, _READING)

        def find() -> Answer:
            portal, watch = self._reach(exchange)
            tx = portal.store.reading()
            return watch.over(tx, sites.page, tx, path)

        return await self._portals.turn(find)

    async def _guesses(self, exchange: Exchange, portal: Portal, link: Link, form: dict[str, Any]) -> bool:
        """Whether a form has the password of a link. Wrong ones are counted as those of people who sign in are.

        :raises CallError: ``QUERY_LIMIT_EXCEEDED`` after too many
        """
        given, counted, now = form.get("password"), f"~{link.id}", portal.clock.now()
        if link.password is None or not isinstance(given, str):
            return link.password is None
        if self._checking.is_busy:
            raise QUERY_LIMIT_EXCEEDED()
        guesser = exchange.guesser
        await portal.store.turn(lambda: portal.limits.admit_password(guesser, counted, "", now))
        if not await self._checking.matches(link.password, given):
            return False
        await portal.store.turn(lambda: portal.limits.forgive_password(guesser, counted, "", now))
        return True

    def _reach(self, exchange: Exchange) -> tuple[Portal, Stopwatch]:
        """The portal that a request is for, if it is to be answered at all; within a turn."""
        portal = exchange.portal = self._portals.of_host(exchange.header(b"host"))
        state = portal.state()
        watch = exchange.watch = Stopwatch(
            portal.clock, state.settings.request_seconds, exchange.number, exchange.scope
        )
        watch.run(exchange.method)
        if state.guarded:
            guard(state, exchange.scope)
        if state.rate is not None:
            portal.limits.admit(exchange.neighbours, state.rate, portal.clock.now())
        return portal, watch

    def _admit(self, exchange: Exchange) -> _Admitted:
        """Find out who comes, and whether they may; within a turn."""
        portal, watch = self._reach(exchange)
        token = params.read(exchange.scope["query_string"], b"", "").get("token")
        if not isinstance(token, str) or not token:
            raise NO_AUTH_FOUND()
        tx = portal.store.reading()
        found = doors.opened(tx, token, portal.clock.now())
        if not users.is_active(tx, found.user):
            raise AUTHORIZATION_ERROR()
        credential = exchange.credential = Credential(KEY, actor_of(tx, found.user), frozenset())
        firing = portal.fault_on_arrival(exchange.method) or portal.fault(exchange.method, KEY)
        door = doors.door_of(found.door)
        admitted = _Admitted(portal, credential, found, door, blobs_of(tx), firing)
        ctx = Ctx(tx, credential, portal.clock, watch)
        if exchange.scope["path"] == DOWNLOAD:
            if door.find is None:
                raise NO_AUTH_FOUND()
            return admitted._replace(file=watch.over(tx, door.find, ctx, found.id, found.said))
        if door.room is None:
            raise NO_AUTH_FOUND()
        return admitted._replace(room=watch.over(tx, door.room, ctx, found.id))

    async def _send(self, exchange: Exchange, admitted: _Admitted, send: Send, cut: Callable[[], None] | None) -> None:
        stored = admitted.file
        assert stored is not None
        await deliver(exchange, admitted.blobs, stored, send, cut)

    async def _receive(
        self, exchange: Exchange, admitted: _Admitted, receive: Receive, cut: Callable[[], None] | None
    ) -> Answer:
        portal, watch, door = admitted.portal, exchange.watch, admitted.door
        assert watch is not None and door.receive is not None
        announced = exchange.header(b"content-length")
        if announced.isdigit() and int(announced) > admitted.room + OVERHEAD:
            raise UNSAVED()
        content_type = exchange.header(b"content-type")
        try:
            with admitted.blobs.draft() as draft:
                name, rest = await receive_file(receive, content_type, doors.FIELD, draft, admitted.room, UNSAVED, cut)
                content = await asyncio.to_thread(_keep, draft, name, rest)
        except UnkeptError:
            raise UNSAVED() from None
        job = partial(_take_in, admitted, watch, name, content)
        result = await portal.store.write(lambda tx: watch.over(tx, job, tx))
        return envelope.success(result, await watch.settle(portal, KEY, exchange.method))


def _require_verb(scope: Scope, verbs: tuple[str, ...]) -> None:
    """Refuse a request with another verb.

    :raises CallError: ``INVALID_REQUEST``
    """
    if scope["method"] not in verbs:
        raise INVALID_REQUEST(reason=f"Only {' and '.join(verbs)} are answered")


async def _form(receive: Receive) -> dict[str, Any]:
    """The short form of whoever comes by a link.

    :raises CallError: when it is no short form
    """
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise GoneError
        body, more = body + message.get("body", b""), message.get("more_body", False)
        if len(body) > shared.MAX_FORM:
            raise INVALID_REQUEST(reason="The form is too long")
    return params.read(b"", body, "application/x-www-form-urlencoded")


def _keep(draft: Draft, name: str, rest: bytes) -> Content:
    """Content that has come whole.

    :param rest: its end, which is not written yet
    """
    draft.write(rest)
    picture = None
    if files.is_image(name):
        with draft.read() as file:
            picture = pictures.size_of(file)
    return Content(draft.keep(), draft.size, picture)


def _take_in(admitted: _Admitted, watch: Stopwatch, name: str, content: Content, tx: Transaction) -> Any:
    """Make something of an upload, unless its address was used meanwhile."""
    ctx = Ctx(tx, admitted.credential, admitted.portal.clock, watch)
    doors.use(ctx, admitted.found)
    assert admitted.door.receive is not None
    return admitted.door.receive(ctx, admitted.found.id, name, content, admitted.found.said)


async def deliver(
    exchange: Exchange, blobs: Blobs, stored: Stored, send: Send, cut: Callable[[], None] | None = None
) -> None:
    """Send a file to whoever may have it.

    :raises MissingError: when its content is gone
    """
    takes_long = blobs.far or stored.most  # an answer of others, or a picture that is made smaller
    file, stored = await asyncio.to_thread(_open, blobs, stored) if takes_long else _open(blobs, stored)
    try:
        etag = f'"{stored.hash}-{stored.most}"' if stored.most else f'"{stored.hash}"'
        part = part_of(stored.size, etag, exchange.header)
        headers = headers_of(stored.name, etag, stored.size, part)
        exchange.answer = Answer(part.status, headers, b"")
        await send({"type": "http.response.start", "status": part.status, "headers": headers})
        if exchange.scope["method"] == "HEAD" or not part.size:
            await send({"type": "http.response.body", "body": b""})
        else:
            try:
                await send_part(file, part, send, cut)
            except UnreadableError:  # the head is sent: whoever reads must not take a part for the whole
                exchange.scope["extensions"][ABORT]["now"]()
    finally:
        file.close()


def _open(blobs: Blobs, stored: Stored) -> tuple[BinaryIO, Stored]:
    """What is to be sent of a file: its content, or a smaller copy of a picture."""
    try:
        file = blobs.open(stored.hash)
    except UnreadableError:
        raise UNREADABLE() from None
    except MissingError:
        raise MissingError(f"file {stored.id} has no content {stored.hash}") from None
    if not stored.most:
        return file, stored
    try:
        with file:
            copy = pictures.smaller(file, stored.most)
    except UnreadableError:
        raise UNREADABLE() from None
    except NotPictureError:
        return blobs.open(stored.hash), stored._replace(most=0)
    return io.BytesIO(copy), stored._replace(size=len(copy))
