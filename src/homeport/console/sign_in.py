"""Signing in and out: ``/sign-in/`` and ``/sign-out/``."""

import re
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from homeport.console.pages import ProblemError, page, redirect
from homeport.console.visit import Portals, Visit, here
from homeport.core.errors import QUERY_LIMIT_EXCEEDED, CallError
from homeport.core.hosts import is_this_machine, name_of
from homeport.domain.portal.people import browsers, passwords, sessions, users
from homeport.domain.portal.people.checking import Checking
from homeport.store import Transaction

PATH = "/sign-in/"
MAX_NEXT = 12_000
_LOCAL_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")
"""A path of this site: two slashes, or a backslash, would lead browsers to another."""
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def sign_in_first(visit: Visit) -> Response:
    """Lead a browser through the sign-in page, and back to where it is now."""
    return redirect(f"{PATH}?{urlencode({'next': here(visit.request)})}")


class SignIn:
    """The pages of signing in and out.

    :param portals: the portals served
    """

    def __init__(self, portals: Portals) -> None:
        self._portals = portals
        self._checking = Checking()

    def routes(self) -> list[BaseRoute]:
        """Where they are."""
        return [
            Route("/sign-in", self._show, methods=["GET"]),
            Route("/sign-in", self._sign_in, methods=["POST"]),
            Route("/sign-out", self._sign_out, methods=["POST"]),
        ]

    async def _show(self, request: Request) -> Response:
        visit = await Visit.of(request, self._portals)
        return await self._form(visit, _back(request.query_params.get("next", "")))

    async def _form(self, visit: Visit, back: str, trouble: str = "", status: int = 200) -> Response:
        people = await visit.portal.store.turn(lambda: self._people(visit))
        return visit.know(page("sign_in", status, visit=visit, back=back, people=people, trouble=trouble))

    def _people(self, visit: Visit) -> list[dict[str, Any]]:
        """As whom the browser's user may sign in with one click."""
        if not self._one_click(visit):
            return []
        return [each for each in users.listed(visit.portal.store.reading()) if each["ACTIVE"] == "Y"]

    async def _sign_in(self, request: Request) -> Response:
        visit = await Visit.of(request, self._portals)
        form = await visit.form()
        back = _back(form.get("next", ""))
        user_id: int | None
        if "user" in form:
            user_id = await visit.portal.store.turn(lambda: self._chosen(visit, form["user"]))
        else:
            try:
                user_id = await self._by_password(visit, form.get("login", ""), form.get("password", ""))
            except CallError:
                return await self._form(visit, back, "Too many attempts. Wait a few minutes, then try again.", 429)
            if user_id is None:
                return await self._form(visit, back, "The e-mail address or the password is wrong.", 403)
        portal = visit.portal
        # a new id, and an end to the old one: what somebody planted in this browser must not become a session
        session_id = await portal.store.write(
            partial(_begin, visit, user_id, "choice" if "user" in form else "password")
        )
        answer = visit.know(redirect(back), session_id)
        return answer if "user" in form else visit.remember(answer, browsers.mark(portal.key, portal.name, user_id))

    def _chosen(self, visit: Visit, user: str) -> int:
        if not (self._one_click(visit) and user.isascii() and user.isdigit() and len(user) < 10):
            raise ProblemError("That is not possible here", "Sign in with your e-mail address and password.", 403)
        return int(user)

    async def _by_password(self, visit: Visit, login: str, password: str) -> int | None:
        portal = visit.portal

        def look() -> tuple[tuple[int, str] | None, str]:
            found = passwords.find(portal.store.reading(), login)
            browser = browsers.name_of(portal.key, portal.name, found[0], visit.known_as) if found else ""
            if not browser and self._checking.is_busy:
                raise QUERY_LIMIT_EXCEEDED()
            portal.limits.admit_password(visit.guesser, login, browser, portal.clock.now())
            return found, browser

        found, browser = await portal.store.turn(look)
        if not await self._checking.matches(found[1] if found else None, password) or found is None:
            return None
        now = portal.clock.now()
        await portal.store.turn(lambda: portal.limits.forgive_password(visit.guesser, login, browser, now))
        return found[0]

    def _one_click(self, visit: Visit) -> bool:
        """Whether the browser's user may sign in as anybody: on portals for trying things out, from this machine.

        Not through a proxy, which makes the whole world look like this machine; and not by a host name of others, by
        which their pages could reach in.
        """
        if not visit.state.settings.one_click_sign_in:
            return False
        own = urlsplit(self._portals.address(visit.portal)).netloc
        name = name_of(visit.host)
        return (
            is_this_machine(visit.source)
            and not any(header in visit.request.headers for header in _FORWARDED)
            and (is_this_machine(name) or name == name_of(own))
        )

    async def _sign_out(self, request: Request) -> Response:
        visit = await Visit.of(request, self._portals)
        form = await visit.form()
        portal = visit.portal
        await portal.store.write(
            lambda tx: sessions.sign_out(tx, portal.clock, portal.key, visit.browser_id, visit.origin)
        )
        return visit.forget(redirect(f"{PATH}?{urlencode({'next': _back(form.get('next', ''))})}"))


def _begin(visit: Visit, user_id: int, how: str, tx: Transaction) -> str:
    portal = visit.portal
    if not users.is_active(tx, user_id):
        raise ProblemError("That is not possible", "There is no such user any more.", 403)
    sessions.end(tx, portal.key, visit.browser_id)
    return sessions.begin(tx, portal.clock, portal.key, user_id, how=how, origin=visit.origin)


def _back(path: str) -> str:
    return path if len(path) <= MAX_NEXT and _LOCAL_PATH.fullmatch(path) else "/"
