"""The calls whose cards applications show to a person: a part of the start page that looks again while it is open."""

from typing import NamedTuple

from starlette.responses import Response
from starlette.routing import BaseRoute

from homeport.console.section import Section, Signed
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.telephony import cards, clients
from homeport.domain.telephony.words import title_of


class Card(NamedTuple):
    """A call that lasts.

    :param client: who is at the other end, as far as that is known and the person may read it
    :param path: to the client's card
    """

    title: str
    client: str
    path: str


class Calls(Section):
    """The part of the page; empty while there is no call."""

    def routes(self) -> list[BaseRoute]:
        return [self.route("/calls", self._show)]

    async def _show(self, visit: Signed) -> Response:
        shown = await visit.portal.read(lambda tx: _cards(Ctx(tx, visit.call.credential, visit.portal.clock)))
        return visit.part("calls", calls=shown)


def _cards(ctx: Ctx) -> list[Card]:
    return [_card(ctx, call) for call in cards.of_caller(ctx)]


def _card(ctx: Ctx, call: cards.Row) -> Card:
    named = Owner(call["ENTITY_TYPE_ID"], call["ENTITY_ID"]) if call["ENTITY_ID"] is not None else None
    client = None if named is None else clients.seen(ctx, named)
    title = title_of(call["TYPE"], call["PHONE_NUMBER"])
    if client is None:
        return Card(title, "", "")
    path = f"/crm/{clients.NAMES[client.entity_type_id].lower()}/{client.entity_id}/"
    return Card(title, clients.name_of(ctx, client), path)
