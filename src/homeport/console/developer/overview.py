"""Where the portal is reached and how it is set: what an integrator asks first."""

from datetime import datetime

from starlette.responses import Response
from starlette.routing import BaseRoute

from homeport.console.developer.pages import DeveloperSection
from homeport.console.section import Signed
from homeport.domain.portal import info
from homeport.domain.portal.apps import apps
from homeport.domain.portal.calls import faults
from homeport.domain.portal.credentials import webhooks
from homeport.domain.portal.people import users
from homeport.reference import open_book
from homeport.server.trust import ca_file, trust_lines
from homeport.store import Transaction

_COUNTED = (
    ("Leads", "crm.lead.list", "/crm/lead/"),
    ("Deals", "crm.deal.list", "/crm/deal/"),
    ("Contacts", "crm.contact.list", "/crm/contact/"),
    ("Companies", "crm.company.list", "/crm/company/"),
    ("Activities", "crm.activity.list", "/crm/activity/"),
)


class Overview(DeveloperSection):
    """The page."""

    def routes(self) -> list[BaseRoute]:
        return [self.open("", self._show)]

    async def _show(self, visit: Signed) -> Response:
        book = await open_book(self._registry)
        portal, folder = visit.portal, self._portals.folder
        state, clock = visit.state, portal.clock
        counts = await portal.read(_counts)
        for title, method, path in _COUNTED:
            counts.append((title, (await visit.call.answer(method, select=["ID"])).total or 0, path))
        return visit.page(
            "developer/overview",
            addresses=self.addresses(visit),
            authority=ca_file(folder.certificates).resolve(),
            trust=trust_lines(ca_file(folder.certificates).resolve()),
            settings=state.settings,
            rate=state.rate,
            operating=state.operating,
            member_id=state.member_id,
            baseline=await portal.read(info.baseline_of),
            now=datetime.fromtimestamp(clock.now(), clock.zone),
            zone=clock.zone.key,
            frozen=clock.state.frozen_at is not None,
            offset=clock.state.offset,
            counts=counts,
            covered=book.covered(),
        )


def _counts(tx: Transaction) -> list[tuple[str, int, str]]:
    """What is counted apart from records: title, how many, and the page that shows them."""
    return [
        ("Users", sum(each["ACTIVE"] == "Y" for each in users.listed(tx)), ""),
        ("Webhooks", len(webhooks.listed(tx)), "/developer/webhooks/"),
        ("Local applications", len(apps.listed(tx)), "/developer/applications/"),
        ("Faults", len(faults.listed(tx)), "/developer/faults/"),
    ]
