"""Pages for people who are signed in, inside the portal's shell."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from homeport.console import navigation
from homeport.console.apps import background, opening
from homeport.console.apps.opening import Opening
from homeport.console.caller import Caller
from homeport.console.pages import Problem, ProblemError, fragment, page, problem_of
from homeport.console.sign_in import sign_in_first
from homeport.console.visit import Portals, Visit
from homeport.core.errors import CallError
from homeport.domain.portal.apps import widgets
from homeport.domain.portal.people.sessions import Person
from homeport.domain.portal.portal import actor_of
from homeport.rpc import Registry

Handler = Callable[["Signed"], Awaitable[Response]]

MAX_BODY = 256 * 1024
"""Bytes that are sent to a page; the forms are small."""


class Signed(Visit):
    """A request of somebody who is signed in; made within a turn.

    :param registry: the methods served
    """

    def __init__(self, request: Request, portals: Portals, registry: Registry) -> None:
        super().__init__(request, portals)
        self.registry = registry
        if self.person is not None:
            tx, user_id = self.portal.store.reading(), self.person.user_id
            self.call = Caller(self.portal, registry, actor_of(tx, user_id))
            """Calls methods as the person."""
            self._menu = widgets.at(tx, navigation.PLACEMENT, user_id)
            self._background = widgets.at(tx, background.PLACEMENT, user_id)

    @property
    def someone(self) -> Person:
        """Who is signed in."""
        assert self.person is not None
        return self.person

    @property
    def is_admin(self) -> bool:
        """Whether the person administers the portal."""
        return self.call.credential.actor.is_admin

    @property
    def partial(self) -> bool:
        """Whether the page that is open asks for a part of itself."""
        return "hx-request" in self.request.headers

    @property
    def in_slider(self) -> bool:
        """Whether the page is shown in a frame of another of the portal's."""
        return self.query("IFRAME") == "Y" or self.request.headers.get("sec-fetch-dest") == "iframe"

    def path(self, name: str) -> str:
        """A parameter of the path."""
        return str(self.request.path_params[name])

    def number(self, name: str) -> int:
        """A parameter of the path that is an id.

        :raises ProblemError: when it is none
        """
        text = self.path(name)
        if not (text.isascii() and text.isdigit() and len(text) < 19):
            raise ProblemError("There is no such page", "The address may be mistyped.", 404)
        return int(text)

    def query(self, name: str, otherwise: str = "") -> str:
        """A parameter of the query."""
        return self.request.query_params.get(name, otherwise)

    def page(
        self, template: str, status: int = 200, *, shows: Sequence[Opening] = (), images: bool = False, **values: Any
    ) -> Response:
        """A page in the shell.

        :param template: the name of its template, without the ending
        :param shows: pages of applications that it shows in frames
        :param images: whether it shows images from other sites
        :param values: for the template
        """
        menu = navigation.of(self.request.scope["path"], is_admin=self.is_admin, widgets=self._menu)
        workers = background.opened(self, self._background)
        return page(
            template,
            status,
            scripts=True,
            slides=True,
            images=images,
            frames=opening.sites(self, (*shows, *workers)),
            visit=self,
            menu=menu,
            workers=workers,
            **values,
        )

    def trouble(self, found: Problem) -> Response:
        """The page that says why there is no other, with the menu beside it."""
        return self.page("trouble", found.status, problem=found)

    def part(self, template: str, status: int = 200, **values: Any) -> Response:
        """A part of a page that is open; ``template`` may end in ``#block`` to give one block of a page's template."""
        return fragment(template, status, visit=self, **values)


class Section(ABC):
    """Pages that belong together.

    :param portals: the portals served
    :param registry: the methods served
    """

    def __init__(self, portals: Portals, registry: Registry) -> None:
        self._portals = portals
        self._registry = registry

    @abstractmethod
    def routes(self) -> list[BaseRoute]:
        """Where they are."""

    async def visit(self, request: Request) -> Signed:
        """A request as it comes, of somebody or of nobody."""
        return await self._portals.turn(lambda: Signed(request, self._portals, self._registry))

    def route(
        self, path: str, handler: Handler, *methods: str, for_admins: bool = False, max_body: int = MAX_BODY
    ) -> Route:
        """A page, shown to whoever is signed in; others sign in first.

        :param handler: answers it
        :param methods: of HTTP; GET unless given
        :param for_admins: whether only the portal's administrators may see it
        :param max_body: bytes that may be sent to it
        """

        async def answer(request: Request) -> Response:
            visit = await self.visit(request)
            if visit.person is None:
                return visit.know(_signed_out(visit))
            if for_admins and not visit.is_admin:
                raise ProblemError("This is for administrators", "Ask an administrator of the portal.", 403)
            try:
                response = await handler(visit)
            except (ProblemError, CallError) as error:
                if visit.partial:
                    raise
                response = visit.trouble(problem_of(error))
            return visit.know(response)

        return Route(path, answer, methods=list(methods) or ["GET"], max_body_size=max_body)


def _signed_out(visit: Signed) -> Response:
    if visit.request.method != "GET":
        raise ProblemError("You are signed out", "Sign in again in another tab, then repeat what you did.", 403)
    if visit.partial:  # a redirect would be followed by the part, not by the page
        return Response(status_code=204, headers={"HX-Refresh": "true"})
    return sign_in_first(visit)
