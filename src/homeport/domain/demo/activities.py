"""Writes the demo activities: a hundred and fifty calls, e-mails, meetings and to-dos, in bulk.

Some are made to be looked at:

=== ==========================================================================================================
  1  a call about deal 1, also bound to the lead, the contact and the company; the salesperson may read all four
  2  a call about deal 2 in confidence: the salesperson gets ``ACCESS_DENIED``
  3  an invitation bound to a hundred records, as many as there can be, of which the salesperson may read a part
  4  a price list sent to 73 records
  5  a review of the open deals, bound to 51 records
=== ==========================================================================================================
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any, NamedTuple

from homeport.core import owner
from homeport.core.clock import to_stored
from homeport.core.owner import Owner
from homeport.domain.crm.activity.tables import ACTIVITY, BINDING, COMMUNICATION
from homeport.domain.demo import plan, talks
from homeport.domain.demo.calendar import TODAY, later, morning
from homeport.domain.demo.plan import responsible
from homeport.domain.demo.talks import Talk
from homeport.store import Transaction

COUNT = 150
FORBIDDEN = 2
"""The activity that the salesperson may not read."""

INCOMING, OUTGOING = 1, 2


class Kind(NamedTuple):
    """A kind of activity.

    :param provider: PROVIDER_ID, PROVIDER_TYPE_ID
    :param minutes: how long one takes
    """

    type_id: int
    provider: tuple[str, str]
    talks: tuple[Talk, ...]
    minutes: int


MEETING = Kind(1, ("CRM_MEETING", "MEETING"), talks.MEETINGS, 60)
CALL = Kind(2, ("VOXIMPLANT_CALL", "CALL"), talks.CALLS, 10)
EMAIL = Kind(4, ("CRM_EMAIL", "EMAIL"), talks.EMAILS, 0)
TODO = Kind(6, ("CRM_TODO", "TODO"), talks.TODOS, 0)
KINDS = (CALL, EMAIL, CALL, MEETING, EMAIL, TODO, CALL, TODO)
COMMUNICATES = {CALL.type_id: "PHONE", EMAIL.type_id: "EMAIL", MEETING.type_id: ""}
"""How the kinds reach people; a meeting is with somebody, but needs no number."""


class Planned(NamedTuple):
    """An activity before it is written.

    :param records: what it is bound to; it belongs to the first
    :param sale: what it is about
    """

    kind: Kind
    talk: Talk
    records: Sequence[Owner]
    sale: plan.Sale
    responsible: int


def _of(entity_type_id: int, numbers: Sequence[int]) -> list[Owner]:
    return [Owner(entity_type_id, number) for number in numbers]


def _examples() -> list[Planned]:
    first, second = plan.DEALS[0], plan.DEALS[1]
    about_first = [Owner(owner.DEAL, 1), Owner(owner.LEAD, 1), Owner(owner.CONTACT, 1), Owner(owner.COMPANY, 1)]
    in_confidence = Talk("Call about the credit limit, in confidence", "Only the management knows of this for now.")
    invitation = Talk(
        "Invitation to the spring open house", "On the last Saturday in March the warehouse is open to all."
    )
    prices = Talk("Price list 2026", "The new prices are valid from the first of February.")
    review = Talk("Review of the open deals", "Go through the list together: what can be won until Easter?")
    return [
        Planned(CALL, talks.CALLS[0], about_first, first, 3),
        Planned(CALL, in_confidence, [Owner(owner.DEAL, 2), Owner(owner.CONTACT, 2)], second, 1),
        Planned(
            EMAIL,
            invitation,
            [*_of(owner.CONTACT, range(1, 61)), *_of(owner.COMPANY, range(1, 31)), *_of(owner.LEAD, range(31, 41))],
            first,
            2,
        ),
        Planned(EMAIL, prices, [*_of(owner.CONTACT, range(61, 124)), *_of(owner.LEAD, range(21, 31))], first, 4),
        Planned(MEETING, review, [*_of(owner.DEAL, range(1, 42)), *_of(owner.QUOTE, range(1, 11))], first, 2),
    ]


def _everyday(number: int, kind: Kind, talk: Talk) -> Planned:
    """One of the others: about a deal or what belongs to it, bound to one record or a few."""
    turn = number * 7 % len(plan.DEALS)
    sale = plan.DEALS[turn]
    deal = Owner(owner.DEAL, sale.number)
    contacts = _of(owner.CONTACT, sale.contacts)
    company = Owner(owner.COMPANY, sale.company)
    records: list[Owner]
    match number % 10:
        case 0 | 1:
            records = [deal]
        case 2:
            records = [deal, *contacts, company]
        case 3:
            records = [deal, contacts[0]]
        case 4:
            lead = number * 7 % len(plan.LEADS) + 1
            sale = plan.LEADS[lead - 1]
            records = [Owner(owner.LEAD, lead), *([Owner(owner.DEAL, lead)] if lead <= plan.CONVERTED else [])]
        case 5:
            quote = number // 10 % len(plan.QUOTED)
            sale = plan.DEALS[plan.QUOTED[quote] - 1]
            records = [
                Owner(owner.QUOTE, quote + 1),
                Owner(owner.DEAL, sale.number),
                Owner(owner.COMPANY, sale.company),
            ]
        case 6:
            invoice = number // 10 % len(plan.INVOICED)
            sale = plan.DEALS[plan.INVOICED[invoice] - 1]
            records = [Owner(owner.SMART_INVOICE, invoice + 1), *_of(owner.CONTACT, sale.contacts[:1])]
        case 7:
            delivery = (number // 10 + number % 3) % len(plan.DELIVERED)
            sale = plan.DEALS[plan.DELIVERED[delivery] - 1]
            records = [Owner(plan.DELIVERY, delivery + 1), Owner(owner.DEAL, sale.number)]
        case 8:
            records = contacts[-1:]
        case _:
            staff = [person.number for person in plan.CONTACTS if person.company == sale.company]
            records = [company, *_of(owner.CONTACT, staff)]
    return Planned(kind, talk, records, sale, responsible(records[0].entity_id))


def add_activities(tx: Transaction) -> None:
    """A hundred and fifty activities with what they are bound to."""
    planned = _examples()
    talks_of = {kind: cycle(kind.talks) for kind in KINDS}
    for number in range(len(planned) + 1, COUNT + 1):
        kind = KINDS[number % len(KINDS)]
        planned.append(_everyday(number, kind, next(talks_of[kind])))
    tx.insert_many(ACTIVITY, [_row(number, activity) for number, activity in enumerate(planned, 1)])
    tx.insert_many(
        BINDING,
        [
            {
                "ACTIVITY_ID": number,
                "POSITION": position,
                "OWNER_TYPE_ID": record.entity_type_id,
                "OWNER_ID": record.entity_id,
            }
            for number, activity in enumerate(planned, 1)
            for position, record in enumerate(activity.records, 1)
        ],
    )
    tx.insert_many(
        COMMUNICATION,
        [row for number, activity in enumerate(planned, 1) for row in _communications(number, activity)],
    )


def _times(number: int, kind: Kind) -> tuple[datetime, datetime]:
    """When an activity was written down, and when it happens: the last of most kinds are still to come."""
    created = morning(-64 + 60 * number // COUNT, 13 * number % 420)
    wait = {MEETING.type_id: 12, TODO.type_id: 21}.get(kind.type_id, 0)
    if kind is CALL and number % 5 == 0:
        wait = 10
    return created, later(created, wait) if wait else created + timedelta(minutes=20)


def _row(number: int, activity: Planned) -> dict[str, Any]:
    kind = activity.kind
    created, start = _times(number, kind)
    end = start + timedelta(minutes=kind.minutes)
    completed = end < TODAY and not (kind is TODO and number % 4 == 0)  # some to-dos were forgotten
    names = {"goods": activity.sale.goods.lower(), "customer": activity.sale.customer}
    subject = activity.talk.subject.format(**names)
    updated = end if completed else created
    return {
        "ID": number,
        "OWNER_TYPE_ID": activity.records[0].entity_type_id,
        "OWNER_ID": activity.records[0].entity_id,
        "TYPE_ID": kind.type_id,
        "PROVIDER_ID": kind.provider[0],
        "PROVIDER_TYPE_ID": kind.provider[1],
        "ASSOCIATED_ENTITY_ID": 0,
        "SUBJECT": subject[0].upper() + subject[1:],
        "START_TIME": to_stored(start),
        "END_TIME": to_stored(end),
        "DEADLINE": to_stored(start),
        "COMPLETED": "Y" if completed else "N",
        "STATUS": 2 if completed else 1,
        "RESPONSIBLE_ID": activity.responsible,
        "PRIORITY": 3 if number % 9 == 0 else 2,
        "NOTIFY_TYPE": 1 if kind in (CALL, MEETING) else 0,
        "NOTIFY_VALUE": 15 if kind in (CALL, MEETING) else 0,
        "DESCRIPTION": activity.talk.description.format(**names),
        "DESCRIPTION_TYPE": 1,
        "DIRECTION": _direction(number, activity),
        "LOCATION": talks.PLACES[number % len(talks.PLACES)] if kind is MEETING else "",
        "CREATED": to_stored(created),
        "AUTHOR_ID": activity.responsible,
        "LAST_UPDATED": to_stored(updated),
        "EDITOR_ID": activity.responsible,
        "SETTINGS": "[]",
        "PROVIDER_PARAMS": "[]",
        "RESULT_STATUS": 0,
        "RESULT_STREAM": 0,
        "RESULT_MARK": 0,
        "AUTOCOMPLETE_RULE": 0,
        "IS_INCOMING_CHANNEL": "N",
        "PING_OFFSETS": "[0,15]" if kind is TODO else None,
        "COLOR_ID": str(number % 7 + 1) if kind is TODO else None,
    }


def _direction(number: int, activity: Planned) -> int:
    if activity.kind not in (CALL, EMAIL):
        return 0
    subject = activity.talk.subject
    if activity.kind is EMAIL:
        return INCOMING if subject.startswith(("Re:", "Question")) else OUTGOING
    return INCOMING if subject.startswith(("Complaint", "Missed", "Price question")) else OUTGOING


def _communications(number: int, activity: Planned) -> list[dict[str, Any]]:
    """Whom an activity was with: the first of the contacts that it is bound to."""
    reached_by = COMMUNICATES.get(activity.kind.type_id)
    if reached_by is None:
        return []
    bound = [record.entity_id for record in activity.records if record.entity_type_id == owner.CONTACT]
    if not bound:
        return []
    person = plan.CONTACTS[bound[0] - 1]
    return [
        {
            "ACTIVITY_ID": number,
            "ENTITY_TYPE_ID": owner.CONTACT,
            "ENTITY_ID": person.number,
            "TYPE": reached_by,
            "VALUE": {"PHONE": person.phone, "EMAIL": person.email}.get(reached_by, ""),
        }
    ]
