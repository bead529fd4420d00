"""Taking up an invitation: ``/invitation/`` asks for a password and signs in."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from homeport.console.pages import ProblemError, page, redirect
from homeport.console.visit import Portals, Visit
from homeport.domain.portal.people import eventlog, invitations, passwords, sessions
from homeport.domain.portal.people.invitations import Invitation
from homeport.store import Transaction

_ENDED = ProblemError(
    "This invitation has ended",
    "It was used already, a newer one took its place, or its week is over. Ask whoever sent it for another.",
    403,
)


class Invitations:
    """The page that an invitation leads to.

    :param portals: the portals served
    """

    def __init__(self, portals: Portals) -> None:
        self._portals = portals
        self._hashing = ThreadPoolExecutor(1, thread_name_prefix="homeport-invitation")

    def routes(self) -> list[BaseRoute]:
        """Where it is."""
        return [
            Route("/invitation", self._show, methods=["GET"]),
            Route("/invitation", self._take_up, methods=["POST"]),
        ]

    async def _show(self, request: Request) -> Response:
        visit = await Visit.of(request, self._portals)
        return await self._form(visit, _read(dict(request.query_params)))

    async def _form(self, visit: Visit, invitation: Invitation, trouble: str = "", status: int = 200) -> Response:
        email = await visit.portal.store.turn(lambda: _address(visit, visit.portal.store.reading(), invitation))
        shown = page("invitation", status, visit=visit, invitation=invitation, email=email, trouble=trouble)
        return visit.know(shown)

    async def _take_up(self, request: Request) -> Response:
        visit = await Visit.of(request, self._portals)
        form = await visit.form()
        invitation = _read(form)
        portal = visit.portal
        # before anything is hashed, which takes a while
        await portal.store.turn(lambda: _address(visit, portal.store.reading(), invitation))
        try:
            hashed = await asyncio.get_running_loop().run_in_executor(
                self._hashing, passwords.hashed, form.get("password", "")
            )
        except passwords.UnfitPasswordError as error:
            return await self._form(visit, invitation, f"{error}.", 400)

        def begin(tx: Transaction) -> str:
            _address(visit, tx, invitation)
            passwords.store(tx, invitation.user_id, hashed)
            sessions.end(tx, portal.key, visit.browser_id)
            user, origin = invitation.user_id, visit.origin
            eventlog.note(tx, portal.clock.stamp(), eventlog.PASSWORD_CHANGED, user, origin=origin)
            return sessions.begin(tx, portal.clock, portal.key, user, how="invitation", origin=origin)

        session_id = await portal.store.write(begin)
        return visit.know(redirect("/"), session_id)


def _read(given: dict[str, str]) -> Invitation:
    """What an address or a form says of an invitation.

    :raises ProblemError: when it says none
    """
    numbers = [given.get(name, "") for name in ("user", "until")]
    if not all(number.isascii() and number.isdigit() and len(number) < 16 for number in numbers):
        raise _ENDED
    return Invitation(int(numbers[0]), int(numbers[1]), given.get("code", ""))


def _address(visit: Visit, tx: Transaction, invitation: Invitation) -> str:
    portal = visit.portal
    email = invitations.address_of(tx, portal.clock, portal.key, invitation)
    if email is None:
        raise _ENDED
    return email
