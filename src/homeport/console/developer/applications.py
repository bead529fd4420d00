"""Local applications: added, with their keys shown this once; installed, blocked, opened to some, uninstalled."""

from typing import NamedTuple

from starlette.responses import Response
from starlette.routing import BaseRoute

from homeport.calls.lent import scopes_of
from homeport.console.developer.pages import DeveloperSection, people
from homeport.console.pages import ProblemError, redirect
from homeport.console.scopes import WORDS
from homeport.console.section import Signed
from homeport.domain.app import applications
from homeport.domain.app.applications import ApplicationError
from homeport.domain.portal import info
from homeport.domain.portal.apps import apps
from homeport.domain.portal.apps.apps import App
from homeport.domain.portal.credentials.scopes import notes
from homeport.domain.portal.credentials.webhooks import split_scopes
from homeport.domain.portal.settings import clock_of
from homeport.store import Transaction

PATH = "/developer/applications/"


class Added(NamedTuple):
    """An application that was just added.

    :param application_token: what its handlers recognise the portal by
    :param notes: on words that are no documented scope
    """

    title: str
    client_id: str
    client_secret: str
    application_token: str
    notes: list[str]


class Applications(DeveloperSection):
    """The page, and what its buttons do."""

    def routes(self) -> list[BaseRoute]:
        return [
            self.open("/applications", self._show),
            self.open("/applications", self._add, "POST"),
            self.open("/applications/{id}/install", self._install, "POST"),
            self.open("/applications/{id}/block", self._block, "POST"),
            self.open("/applications/{id}/members", self._open_to, "POST"),
            self.open("/applications/{id}/remove", self._remove, "POST"),
        ]

    async def _show(self, visit: Signed) -> Response:
        return await self._page(visit)

    async def _page(
        self, visit: Signed, *, added: Added | None = None, trouble: str = "", given: dict[str, str] | None = None
    ) -> Response:
        listed = await visit.portal.read(
            lambda tx: [(app, sorted(app.scopes), apps.members_of(tx, app.id)) for app in apps.listed(tx)]
        )
        return visit.page(
            "developer/applications",
            400 if trouble else 200,
            listed=listed,
            scopes=[(scope, WORDS.get(scope, "")) for scope in scopes_of(self._registry)],
            people=await people(visit),
            added=added,
            trouble=trouble,
            given=given or {"scope_crm": "on"},
        )

    async def _add(self, visit: Signed) -> Response:
        form = await visit.form()
        chosen = [name.removeprefix("scope_") for name in form if name.startswith("scope_")]
        scopes = split_scopes(",".join([*chosen, form.get("more", "")]))
        portal, user_id = visit.portal, visit.someone.user_id

        def add(tx: Transaction) -> Added:
            app, keys = applications.add(
                tx,
                clock_of(tx),
                portal.key,
                title=form.get("title", ""),
                scopes=",".join(scopes),
                user_id=user_id,
                handler_url=form.get("handler", "").strip(),
                install_url=form.get("install", "").strip(),
                api_only=form.get("kind") != "page",
                members=_members(form),
            )
            token = apps.application_token(portal.key, info.member_id_of(tx), keys.client_id)
            return Added(app.title, keys.client_id, keys.client_secret, token, notes(scopes))

        try:
            added = await portal.store.write(add)
        except ApplicationError as error:
            return await self._page(visit, trouble=f"{error}.", given=form)
        return await self._page(visit, added=added)

    async def _install(self, visit: Signed) -> Response:
        await visit.form()
        user_id, app_id = visit.someone.user_id, visit.number("id")
        await visit.portal.store.write(lambda tx: applications.install(tx, clock_of(tx), _app(tx, app_id), user_id))
        return redirect(PATH)

    async def _block(self, visit: Signed) -> Response:
        form = await visit.form()
        app_id, blocked = visit.number("id"), form.get("blocked") == "yes"
        await visit.portal.store.write(lambda tx: apps.block(tx, app_id, blocked))
        return redirect(PATH)

    async def _open_to(self, visit: Signed) -> Response:
        form = await visit.form()
        app_id, members = visit.number("id"), _members(form)

        def write(tx: Transaction) -> None:
            app = _app(tx, app_id)
            applications.check_members(tx, members)
            apps.open_to(tx, app.id, members)

        try:
            await visit.portal.store.write(write)
        except ApplicationError as error:
            return await self._page(visit, trouble=f"{error}.")
        return redirect(PATH)

    async def _remove(self, visit: Signed) -> Response:
        await visit.form()
        app_id = visit.number("id")
        await visit.portal.store.write(lambda tx: applications.uninstall(tx, clock_of(tx), _app(tx, app_id)))
        return redirect(PATH)


def _members(form: dict[str, str]) -> list[str]:
    """Access codes, with commas between them."""
    return [word for part in form.get("members", "").split(",") if (word := part.strip())]


def _app(tx: Transaction, app_id: int) -> App:
    found = apps.find(tx, app_id)
    if found is None:
        raise ProblemError("There is no such application", "It may have been uninstalled meanwhile.", 404)
    return found
