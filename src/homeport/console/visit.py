"""One request of a browser: to which portal, signed in as whom, and whether its form was made here."""

import hmac
from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Protocol, TypeVar
from urllib.parse import parse_qsl, quote

from multipart import MultipartParser, parse_options_header
from starlette.requests import Request
from starlette.responses import Response

from homeport.console.pages import ProblemError
from homeport.core.connections import guesser_of, source_of
from homeport.core.errors import HTTPS_REQUIRED, PORTAL_DELETED
from homeport.core.hosts import address_of
from homeport.domain.portal.credentials.codes import derive_code, new_code
from homeport.domain.portal.people import browsers, sessions
from homeport.domain.portal.people.eventlog import Origin
from homeport.domain.portal.people.sessions import Person
from homeport.domain.portal.portal import Portal
from homeport.portals.folder import DataFolder

T = TypeVar("T")

MAX_FIELDS = 200

_SAFE = "!$%&'()*+,-./:;=?@[]_~"
"""What may stand in a query as it is, beside letters and digits."""


class Portals(Protocol):
    """Finds the portal that a page is about."""

    folder: DataFolder
    closing: bool
    """Whether the server is about to stop."""

    def turn(self, job: Callable[[], T]) -> Awaitable[T]:
        """Run a job that asks for portals and reads of them."""

    def of_host(self, host: str) -> Portal:
        """The portal of a Host header, else the default one."""

    def of_client(self, client_id: str) -> Portal:
        """The portal that an application was added to, else the default one."""

    def address(self, portal: Portal) -> str:
        """Where a portal is reached by HTTPS, such as ``https://portal.example.test``."""


def here(request: Request) -> str:
    """The path and query of a request, as they may stand in an address."""
    query = quote(request.scope["query_string"], safe=_SAFE)
    return f"{quote(request.scope['path'])}/{'?' if query else ''}{query}"


class Visit:
    """A browser's request; made within a turn.

    A browser has a random id in a cookie. One that was given at signing in is a session; any other only ties the forms
    that the browser was shown to what it sends.

    :raises CallError: ``PORTAL_DELETED``, ``INVALID_REQUEST`` for plain HTTP: what the operator's settings refuse
    """

    def __init__(self, request: Request, portals: Portals) -> None:
        self.request = request
        self.host = request.headers.get("host", "")
        self.portal = portals.of_host(self.host)
        self.state = self.portal.state()
        settings = self.state.settings
        if settings.switched_off:
            raise PORTAL_DELETED()
        if settings.require_https and not self._secure:
            raise HTTPS_REQUIRED()
        by_https = portals.address(self.portal)
        self.address = address_of(request.scope["scheme"], self.host) or by_https
        self.addresses = frozenset({self.address, by_https})
        """Where the portal is: as the browser knows it, and by HTTPS."""
        given = request.cookies.get(self._cookie, "")
        self.origin = Origin(self.source, request.headers.get("user-agent", ""), request.scope["path"])
        self._known = len(given) == sessions.ID_LENGTH
        self.browser_id = given if self._known else new_code(sessions.ID_LENGTH)
        reading = self.portal.store.reading()
        self.person: Person | None = (
            sessions.find(reading, self.portal.clock, self.portal.key, given) if self._known else None
        )

    @classmethod
    async def of(cls, request: Request, portals: Portals) -> "Visit":
        """A request as it comes. As the class."""
        return await portals.turn(lambda: cls(request, portals))

    @property
    def source(self) -> str:
        """The address that the request came from; empty when there is none."""
        return source_of(self.request.scope)

    @property
    def guesser(self) -> str:
        """What wrong passwords are counted for; may be empty."""
        return guesser_of(self.request.scope)

    @property
    def known_as(self) -> str:
        """By what the browser shows that somebody has signed in with it before; empty when it does not."""
        return self.request.cookies.get(f"{self._cookie}-known", "")

    def remember(self, response: Response, mark: str) -> Response:
        """Let the browser show so from now on."""
        response.set_cookie(
            f"{self._cookie}-known",
            mark,
            max_age=browsers.KNOWN_SECONDS,
            path="/",
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )
        return response

    @property
    def domain(self) -> str:
        """The portal's host name as the browser knows it, with the port."""
        return self.address.partition("://")[2]

    @property
    def token(self) -> str:
        """What a form of this browser carries, so that no other site can send one in its name."""
        return derive_code(self.portal.key, f"form {self.portal.name} {self.browser_id}")

    async def form(self, most: int = MAX_FIELDS) -> dict[str, str]:
        """The fields of a form that was made for this browser.

        :param most: how many there may be

        :raises ProblemError: when it was not
        """
        try:
            text = (await self.request.body()).decode()
            fields = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=most, errors="strict"))
        except ValueError:
            raise ProblemError("The form cannot be read", "Go back, reload the page, and try again.", 400) from None
        return self._made_here(fields)

    async def upload(self) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
        """The fields of a form with files that was made for this browser; its files, by field: name and contents.

        :raises ProblemError: when it was not
        """
        body = await self.request.body()
        try:
            boundary = parse_options_header(self.request.headers.get("content-type", ""))[1]["boundary"]
            size = len(body) + 1
            parser = MultipartParser(
                BytesIO(body), boundary, size - 1, part_limit=MAX_FIELDS, spool_limit=size, memory_limit=size
            )
            parts = parser.parts()
            fields = {part.name: part.value for part in parts if not part.filename}
            files = {part.name: (part.filename, part.raw) for part in parts if part.filename}
        except (KeyError, ValueError):
            raise ProblemError("The form cannot be read", "Go back, reload the page, and try again.", 400) from None
        return self._made_here(fields), files

    def _made_here(self, fields: dict[str, str]) -> dict[str, str]:
        if not hmac.compare_digest(fields.get("token", "").encode(), self.token.encode()):
            raise ProblemError("The form is out of date", "Go back, reload the page, and send it again.", 403)
        return fields

    def know(self, response: Response, session_id: str | None = None) -> Response:
        """Let the browser keep its id, or the session's that it has now."""
        if session_id is not None or not self._known:
            # one of an insecure page must not stand in the way of a secure one's: they have different names
            response.set_cookie(
                self._cookie,
                session_id or self.browser_id,
                path="/",
                secure=self._secure,
                httponly=True,
                samesite="lax",
            )
        return response

    def forget(self, response: Response) -> Response:
        """Take the browser's id away."""
        response.delete_cookie(self._cookie, path="/", secure=self._secure, httponly=True, samesite="lax")
        return response

    @property
    def _secure(self) -> bool:
        return bool(self.request.scope["scheme"] == "https")

    @property
    def _cookie(self) -> str:
        return "__Host-homeport" if self._secure else "homeport"
