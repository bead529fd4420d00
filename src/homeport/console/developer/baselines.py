"""Baselines and snapshots: what the portal can be put back to."""

from collections.abc import Callable
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import BaseRoute

from homeport.console.developer.pages import DeveloperSection
from homeport.console.pages import redirect
from homeport.console.section import Signed
from homeport.domain.portal import info
from homeport.domain.portal.people import sessions, users
from homeport.portals import built_in, lifecycle, saved
from homeport.portals.errors import AlreadyThereError, PortalsError
from homeport.store import Transaction

PATH = "/developer/baselines/"


class Baselines(DeveloperSection):
    """The page, and what its buttons do."""

    def routes(self) -> list[BaseRoute]:
        return [
            self.open("/baselines", self._show),
            self.open("/baselines/{kind}/save", self._save, "POST"),
            self.open("/baselines/{kind}/use", self._use, "POST"),
            self.open("/baselines/{kind}/remove", self._remove, "POST"),
        ]

    async def _show(self, visit: Signed) -> Response:
        return await self._page(visit)

    async def _page(self, visit: Signed, trouble: str = "") -> Response:
        folder, name = self._portals.folder, visit.portal.name
        found = await run_in_threadpool(saved.baselines, folder, visit.state.member_id)
        return visit.page(
            "developer/baselines",
            400 if trouble else 200,
            made_from=await visit.portal.read(info.baseline_of),
            baselines=[(each, each.name in built_in.NAMES) for each in found],
            snapshots=saved.snapshots(folder, name),
            trouble=trouble,
        )

    async def _save(self, visit: Signed) -> Response:
        form = await visit.form()
        name, replace = form.get("name", "").strip(), form.get("replace") == "yes"
        folder, portal = self._portals.folder, visit.portal.name
        if visit.path("kind") == "snapshot":
            job = partial(saved.save_snapshot, folder, portal, name, replace=replace)
        else:
            job = partial(saved.save_baseline, folder, name, portal, replace=replace, member_id=visit.state.member_id)
        return await self._do(visit, job)

    async def _use(self, visit: Signed) -> Response:
        """Put contents in place of the portal's; whoever did it stays signed in, if an administrator there too."""
        form = await visit.form()
        name = form.get("name", "")
        put = lifecycle.restore if visit.path("kind") == "snapshot" else partial(lifecycle.reset, own=True)
        folder, portal, email = self._portals.folder, visit.portal, visit.someone.email
        try:
            await run_in_threadpool(put, folder, portal.name, name)
        except PortalsError as error:
            return await self._page(visit, str(error))
        session_id = await portal.store.write(lambda tx: _sign_in_again(visit, email, tx))
        return visit.know(redirect(PATH), session_id)

    async def _remove(self, visit: Signed) -> Response:
        form = await visit.form()
        name, folder = form.get("name", ""), self._portals.folder
        if visit.path("kind") == "snapshot":
            return await self._do(visit, partial(saved.remove_snapshot, folder, visit.portal.name, name))
        return await self._do(visit, partial(saved.remove_baseline, folder, name, visit.state.member_id))

    async def _do(self, visit: Signed, job: Callable[[], None]) -> Response:
        try:
            await run_in_threadpool(job)
        except AlreadyThereError:
            return await self._page(visit, "There is one of that name already. Tick “replace” to replace it.")
        except PortalsError as error:
            return await self._page(visit, str(error))
        return redirect(PATH)


def _sign_in_again(visit: Signed, email: str, tx: Transaction) -> str | None:
    portal = visit.portal
    for user in users.listed(tx):
        if user["EMAIL"].lower() == email.lower() and user["ACTIVE"] == "Y" and user["IS_ADMIN"] == "Y":
            return sessions.begin(tx, portal.clock, portal.key, user["ID"], how="baseline", origin=visit.origin)
    return None
