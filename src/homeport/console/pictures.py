"""Pictures that people have added to timelines, at addresses that nobody guesses."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from homeport.console.visit import Portals, Visit
from homeport.domain.crm.timeline import pictures


class Pictures:
    """``/upload/crm/``: open to whoever was told the address, as applications show them without a session.

    :param portals: the portals served
    """

    def __init__(self, portals: Portals) -> None:
        self._portals = portals

    def routes(self) -> list[BaseRoute]:
        """Where they are."""
        return [Route(f"{pictures.PATH}{{key}}", self._show, methods=["GET"])]

    async def _show(self, request: Request) -> Response:
        visit = await Visit.of(request, self._portals)
        store, key = visit.portal.store, request.path_params["key"]
        content = await store.turn(lambda: pictures.file(store.reading(), key))
        if content is None:
            raise HTTPException(404)
        headers = {"Cache-Control": "max-age=86400, immutable", "X-Content-Type-Options": "nosniff"}
        return Response(content, headers=headers, media_type="image/png")
