"""Files on their way in: the one file of a form, written away piece by piece as it comes."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from multipart import MultipartError, MultipartSegment, PushMultipartParser, parse_options_header

from homeport.core.errors import INVALID_REQUEST, CallError
from homeport.store.blobs import CHUNK, Draft

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

MAX_PARTS = 100


class GoneError(Exception):
    """The client went away before its file was complete."""


class _Form:
    """A form as it comes, of which one file is kept."""

    def __init__(self, boundary: str, field: str) -> None:
        self._parser = PushMultipartParser(boundary, max_segment_count=MAX_PARTS)
        self._field = field
        self._is_file = False
        self._pieces: list[bytes] = []
        self.waiting = 0
        self.name: str | None = None

    def feed(self, piece: bytes) -> None:
        """Take the next bytes of the form; none: there are no more.

        :raises MultipartError: when it is no form
        """
        for event in self._parser.parse(piece):
            if isinstance(event, MultipartSegment):
                self._is_file = event.name == self._field and event.filename is not None and self.name is None
                if self._is_file:
                    self.name = event.filename
            elif event is None:
                self._is_file = False
            elif self._is_file:
                self._pieces.append(bytes(event))
                self.waiting += len(event)

    def taken(self) -> bytes:
        """What has come of the file since this was asked."""
        found = b"".join(self._pieces)
        self._pieces.clear()
        self.waiting = 0
        return found


class _Writing:
    """Writes parts of a file while further ones come: one at a time, aside from the event loop.

    :ivar size: bytes that have come
    """

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._under_way: asyncio.Future[None] | None = None
        self.size = 0

    async def go_on(self, part: bytes) -> None:
        """Begin to write a part, once those before are written.

        :raises UnkeptError: when there was no room for those
        """
        await self.end()
        self.size += len(part)
        self._under_way = asyncio.get_running_loop().run_in_executor(None, self._draft.write, part)

    async def end(self) -> None:
        """Wait for what is being written.

        :raises UnkeptError: when there is no room for it
        """
        if self._under_way is not None:
            await asyncio.shield(self._under_way)
            self._under_way = None

    async def settle(self) -> None:
        """Wait until nothing is written any more, whatever became of it: the file can be closed then."""
        if self._under_way is not None:
            await asyncio.wait({self._under_way})


async def receive_file(
    receive: Receive,
    content_type: str,
    field: str,
    draft: Draft,
    room: int,
    too_large: Callable[[], CallError],
    cut: Callable[[], None] | None = None,
) -> tuple[str, bytes]:
    """Write the file of a form to a draft; its name, and the end of it, which is still to be written.

    :param field: of the form that has it
    :param room: the bytes that it may have
    :param cut: ends the connection, where it is to be cut in the middle
    :raises CallError: ``INVALID_REQUEST`` when there is no such file, and ``too_large``
    :raises UnkeptError: when there is no room for it
    :raises GoneError: when the client went away, or was cut off
    """
    kind, options = parse_options_header(content_type)
    boundary = options.get("boundary")
    if kind.lower() != "multipart/form-data" or not boundary:
        raise INVALID_REQUEST(reason="The file is not sent as multipart/form-data")
    form = _Form(boundary, field)
    writing = _Writing(draft)
    more = True
    try:
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise GoneError
            piece, more = message.get("body", b""), message.get("more_body", False)
            if piece:
                form.feed(piece)
            if writing.size + form.waiting > room:
                raise too_large()
            if form.waiting >= CHUNK and more:
                await writing.go_on(form.taken())
            if cut is not None and writing.size + form.waiting:
                cut()
                raise GoneError
        form.feed(b"")
        await writing.end()
    except MultipartError as error:
        raise INVALID_REQUEST(reason=f"The form cannot be read: {error}") from None
    finally:
        await writing.settle()
    if form.name is None:
        raise INVALID_REQUEST(reason=f"The form has no file named {field}")
    return form.name, form.taken()
