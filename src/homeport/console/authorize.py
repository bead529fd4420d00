"""``/oauth/authorize/``: a user lets an application act for them, and takes a code back to it.

Source: ``settings/oauth/index.md``. What goes wrong is told here; the application's address is led to only with a code.
"""

from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from homeport.console.addresses import with_query
from homeport.console.pages import ProblemError, page, redirect
from homeport.console.scopes import in_words
from homeport.console.sign_in import sign_in_first
from homeport.console.visit import Portals, Visit, here
from homeport.core.errors import CallError
from homeport.core.hosts import is_oauth_host
from homeport.domain.portal.apps import apps, authorization, tokens
from homeport.domain.portal.apps.apps import App
from homeport.domain.portal.people.sessions import Person
from homeport.store import Transaction

MAX_STATE = 2_000
_ASK_ITS_MAKER = "Tell whoever made the application."


@dataclass(frozen=True, slots=True)
class Wish:
    """What a request for authorization asks for.

    :param state: returned as it came
    :param site: the host name that the user returns to; empty when the application has no address
    """

    app: App
    state: str
    site: str


class Authorize:
    """The page.

    :param portals: the portals served
    """

    def __init__(self, portals: Portals) -> None:
        self._portals = portals

    def routes(self) -> list[BaseRoute]:
        """Where it is."""
        return [
            Route("/oauth/authorize", self._show, methods=["GET"]),
            Route("/oauth/authorize", self._decide, methods=["POST"]),
        ]

    async def _show(self, request: Request) -> Response:
        asked = _once_each(request)
        if is_oauth_host(request.headers.get("host", "")):  # people sign in to their portal, nowhere else
            portal = await self._portals.turn(lambda: self._portals.of_client(asked.get("client_id", "")))
            return redirect(f"{self._portals.address(portal)}{here(request)}", 302)
        visit = await Visit.of(request, self._portals)
        wish = await visit.portal.store.turn(lambda: _shown(visit, asked))
        if visit.person is None:
            return visit.know(sign_in_first(visit))
        return visit.know(
            page(
                "consent",
                forms_may_leave=True,
                visit=visit,
                wish=wish,
                scopes=in_words(wish.app.scopes),
                back=here(request),
            )
        )

    async def _decide(self, request: Request) -> Response:
        visit = await Visit.of(request, self._portals)
        form = await visit.form()
        wish = await visit.portal.store.turn(lambda: _wish(visit, form))
        if visit.person is None:
            raise ProblemError("You are signed out", "Go back to the application and start again.", 403)
        if form.get("choice") != "allow":
            return page("denied", visit=visit, wish=wish)
        code = await visit.portal.store.write(partial(_grant, visit, wish.app.id, visit.person))
        if not wish.site:
            return page("code", visit=visit, wish=wish, code=code)
        answer = {
            "code": code,
            "state": wish.state,
            "domain": visit.domain,
            "member_id": (await visit.portal.store.turn(visit.portal.state)).member_id,
            "scope": ",".join(sorted(wish.app.scopes)),
            "server_domain": visit.domain,
        }
        return redirect(with_query(wish.app.handler_url, answer), 302)


def _grant(visit: Visit, app_id: int, person: Person, tx: Transaction) -> str:
    app = apps.find(tx, app_id)
    if app is None:
        raise _unknown()
    _check_user(tx, app, person)
    return tokens.grant(tx, visit.portal.clock, visit.portal.key, app, person.user_id)


def _once_each(request: Request) -> dict[str, str]:
    given = request.query_params.multi_items()
    found = dict(given)
    if len(found) < len(given):
        raise ProblemError("The request is not clear", f"A parameter comes twice. {_ASK_ITS_MAKER}", 400)
    return found


def _shown(visit: Visit, given: dict[str, str]) -> Wish:
    """What is asked for, when it can be granted by whoever is signed in; within a turn. As :func:`_wish`."""
    wish = _wish(visit, given)
    if visit.person is not None:
        _check_user(visit.portal.store.reading(), wish.app, visit.person)
    return wish


def _wish(visit: Visit, given: dict[str, str]) -> Wish:
    """What is asked for, as far as it may be; within a turn.

    :raises ProblemError: when it may not
    """
    portal = visit.portal
    if not portal.state().plan.rest:
        raise ProblemError(
            "Applications cannot be used", "The portal's plan does not include them. Ask its administrator.", 403
        )
    app = apps.find_client(portal.store.reading(), given.get("client_id", ""))
    if app is None:
        raise _unknown()
    if app.blocked:
        raise ProblemError(f"{app.title} is blocked", "An operator of the portal has blocked it.", 403)
    if not app.installed:
        raise ProblemError(
            f"{app.title} is not installed", "Its installation must be completed first. Ask an administrator.", 403
        )
    state = given.get("state", "")
    if len(state) > MAX_STATE:
        raise ProblemError(
            "The request is too long", f"Its state has more than {MAX_STATE} characters. {_ASK_ITS_MAKER}", 400
        )
    if given.get("redirect_uri", app.handler_url) != app.handler_url:
        raise ProblemError(
            "The return address is another", f"You return only to the application's own address. {_ASK_ITS_MAKER}", 400
        )
    if given.get("response_type", "code") != "code":
        raise ProblemError("The request is not known here", f"Only codes are given out. {_ASK_ITS_MAKER}", 400)
    try:
        authorization.check_scope(app, given.get("scope", ""))
    except CallError as error:
        raise ProblemError(
            "The application asks for more than it may", f"{error.description}. {_ASK_ITS_MAKER}", error.status
        ) from error
    return Wish(app, state, urlsplit(app.handler_url).netloc)


def _check_user(tx: Transaction, app: App, person: Person) -> None:
    if not authorization.may_use(tx, app, person.user_id):
        raise ProblemError(f"{app.title} is not open to you", "An administrator of the portal decides to whom.", 403)


def _unknown() -> ProblemError:
    return ProblemError("There is no such application", "Its client_id is not known on this portal.", 404)
