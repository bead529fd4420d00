"""``/``: where a person lands."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from homeport.console.crm.today import today
from homeport.console.pages import page
from homeport.console.section import Section


class Home(Section):
    """The start page. Whoever is not signed in is told what is here, and is not made to."""

    def routes(self) -> list[BaseRoute]:
        return [Route("/", self._show)]

    async def _show(self, request: Request) -> Response:
        visit = await self.visit(request)
        if visit.person is None:
            return visit.know(page("start", visit=visit))
        return visit.know(visit.page("home", today=await today(visit)))
