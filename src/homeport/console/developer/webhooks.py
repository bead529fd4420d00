"""Incoming webhooks: made, with the code shown this once; blocked; revoked."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

from starlette.responses import Response
from starlette.routing import BaseRoute

from homeport.calls.lent import scopes_of
from homeport.console.developer.pages import DeveloperSection, number, people
from homeport.console.pages import redirect
from homeport.console.scopes import WORDS
from homeport.console.section import Signed
from homeport.core.clock import to_stored
from homeport.domain.portal.credentials import webhooks
from homeport.domain.portal.credentials.codes import WEBHOOK_LENGTH, new_code
from homeport.domain.portal.credentials.scopes import notes
from homeport.domain.portal.people import users
from homeport.domain.portal.settings import clock_of
from homeport.server.addresses import webhook_url
from homeport.store import Transaction

PATH = "/developer/webhooks/"
MAX_TITLE = 255
MAX_SCOPES = 2_000
SPANS = {"never": 0, "1 hour": 3600, "1 day": 86_400, "30 days": 30 * 86_400, "1 year": 365 * 86_400}
"""How long a webhook can be good for, in seconds; 0: for ever."""


class Made(NamedTuple):
    """A webhook that was just made.

    :param url: by HTTPS
    :param http_url: by HTTP
    :param notes: on words that are no documented scope
    """

    id: int
    url: str
    http_url: str
    notes: list[str]


class Webhooks(DeveloperSection):
    """The page, and what its buttons do."""

    def routes(self) -> list[BaseRoute]:
        return [
            self.open("/webhooks", self._show),
            self.open("/webhooks", self._add, "POST"),
            self.open("/webhooks/{id}/block", self._block, "POST"),
            self.open("/webhooks/{id}/revoke", self._revoke, "POST"),
        ]

    async def _show(self, visit: Signed) -> Response:
        return await self._page(visit)

    async def _page(self, visit: Signed, *, made: Made | None = None, trouble: str = "", given: Any = None) -> Response:
        known = await people(visit)
        clock = visit.portal.clock
        listed = [
            {
                "id": each["ID"],
                "title": each["TITLE"],
                "user": known.get(each["USER_ID"]) or f"User {each['USER_ID']}, dismissed",
                "user_id": each["USER_ID"],
                "scopes": sorted(webhooks.split_scopes(each["SCOPES"])),
                "expires": each["EXPIRES"],
                "expired": each["EXPIRES"] is not None and each["EXPIRES"] <= clock.stamp(),
                "blocked": each["BLOCKED"] == "Y",
            }
            for each in reversed(await visit.portal.read(webhooks.listed))
        ]
        return visit.page(
            "developer/webhooks",
            200 if not trouble else 400,
            listed=listed,
            people=known,
            scopes=[(scope, WORDS.get(scope, "")) for scope in scopes_of(self._registry)],
            spans=list(SPANS),
            made=made,
            trouble=trouble,
            given=given or {"user": str(visit.someone.user_id), "scope_crm": "on"},
        )

    async def _add(self, visit: Signed) -> Response:
        form = await visit.form()
        user_id = number(form.get("user", ""))
        chosen = [name.removeprefix("scope_") for name in form if name.startswith("scope_")]
        scopes = webhooks.split_scopes(",".join([*chosen, form.get("more", "")]))
        title = form.get("title", "").strip()
        if not scopes:
            return await self._page(visit, trouble="Choose at least one scope.", given=form)
        if len(title) > MAX_TITLE or len(",".join(scopes)) > MAX_SCOPES:
            return await self._page(visit, trouble=f"A title has {MAX_TITLE} characters at most.", given=form)
        portal, code = visit.portal, new_code(WEBHOOK_LENGTH)
        seconds = SPANS.get(form.get("expires", ""), 0)

        def add(tx: Transaction) -> int:
            users.require_active(tx, user_id)
            clock = clock_of(tx)
            expires = to_stored(datetime.fromtimestamp(clock.now() + seconds, UTC)) if seconds else None
            return webhooks.add(
                tx, clock, portal.key, user_id, ",".join(scopes), code=code, title=title, expires=expires
            )

        try:
            webhook_id = await portal.store.write(add)
        except LookupError as error:
            return await self._page(visit, trouble=f"{error.args[0]}.", given=form)
        addresses = self.addresses(visit)
        url, http_url = webhook_url(addresses.https, user_id, code), webhook_url(addresses.http, user_id, code)
        made = Made(webhook_id, url, http_url, notes(scopes))
        return await self._page(visit, made=made)

    async def _block(self, visit: Signed) -> Response:
        form = await visit.form()
        webhook_id, blocked = visit.number("id"), form.get("blocked") == "yes"
        await visit.portal.store.write(lambda tx: webhooks.block(tx, webhook_id, blocked))
        return redirect(PATH)

    async def _revoke(self, visit: Signed) -> Response:
        await visit.form()
        webhook_id = visit.number("id")
        await visit.portal.store.write(lambda tx: webhooks.revoke(tx, webhook_id))
        return redirect(PATH)
