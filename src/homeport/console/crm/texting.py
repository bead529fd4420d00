"""Messages to phones that are sent from the card of a record, by the senders that applications have registered."""

from typing import NamedTuple

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.crm.card import Card, card_of
from homeport.console.crm.planning import Known, known_of
from homeport.console.crm.search import read_number
from homeport.console.section import Signed
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm.record.comparable import comparable
from homeport.domain.messageservice import messages, senders
from homeport.domain.messageservice.messages import Letter
from homeport.domain.portal import settings
from homeport.store import Transaction

PHONE = "PHONE"


class Sender(NamedTuple):
    """A sender that may be chosen.

    :param value: the number of its application and its code
    """

    value: str
    title: str
    description: str


class Texting(NamedTuple):
    """The form.

    :param phones: those that are known of the record and of its clients
    :param longest: letters of a message
    """

    senders: list[Sender]
    phones: list[Known]
    longest: int = messages.LONGEST


async def offered(card: Card, known: list[Known]) -> Texting:
    """What the form offers; without senders there is none, and none for whoever may not change the record."""
    if not await card.may_be_changed():
        return Texting([], [])

    def look(tx: Transaction) -> list[Sender]:
        language = settings.read(tx).language
        return [
            Sender(
                f"{each['APP_ID']}:{each['CODE']}",
                f"{senders.called(each['NAME'], language)} ({each['APP_TITLE']})",
                senders.called(each["DESCRIPTION"], language),
            )
            for each in senders.usable(tx)
        ]

    found = await card.visit.portal.read(look)
    return Texting(found, [each for each in known if each.channel == PHONE])


async def send(visit: Signed) -> Response:
    """Send a message from a record; its client is whoever is known to have the phone."""
    form = await visit.form()
    card = await card_of(visit)
    app, _, code = form.get("sender", "").partition(":")
    phone = form.get("phone", "")
    number = comparable(PHONE, phone)
    known = await known_of(card)
    client = next((each.record for each in known if number and comparable(each.channel, each.value) == number), None)
    letter = Letter(read_number(app) or 0, code, phone, form.get("text", ""), client)
    record = Owner(card.kind.type_id, card.entity_id)
    portal, credential = visit.portal, visit.call.credential
    await portal.store.write(lambda tx: messages.send(Ctx(tx, credential, portal.clock), record, letter))
    return done(visit, card.path)
