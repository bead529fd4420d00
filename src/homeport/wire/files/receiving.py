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


async def receive_file(
    receive: Receive,
    content_type: str,
    field: str,
    draft: Draft,
    room: int,
    too_large: Callable[[], CallError],
    cut: Callable[[], None] | None = None,
) -> str:
    """Write the file of a form to a draft; its name.

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
    aside = asyncio.get_running_loop().run_in_executor
    more = True
    try:
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise GoneError
            piece, more = message.get("body", b""), message.get("more_body", False)
            if piece:
                form.feed(piece)
            if draft.size + form.waiting > room:
                raise too_large()
            if form.waiting >= CHUNK or not more:
                await aside(None, draft.write, form.taken())
            if cut is not None and draft.size + form.waiting:
                cut()
                raise GoneError
        form.feed(b"")
    except MultipartError as error:
        raise INVALID_REQUEST(reason=f"The form cannot be read: {error}") from None
    if form.name is None:
        raise INVALID_REQUEST(reason=f"The form has no file named {field}")
    return form.name
