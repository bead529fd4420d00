"""``how-to-use-analitycs/``: by which way a client came is linked to the records that a form makes."""

from typing import Any

import pytest

from homeport.core.owner import Owner
from homeport.domain.crm.tracking import removal
from tests.conftest import Api, Wire

LEAD, DEAL, CONTACT = 1, 2, 3
TRACE = '{"tags":{"list":{"utm_source":"google-maps"}},"pages":{"list":[["/berths/",1900000000]]}}'
PERSON = {
    "name": "Klaus",
    "lastName": "Weber",
    "fm": [{"typeId": "PHONE", "valueType": "WORK", "value": "+49 30 000000"}],
}


def added(api: Api, entity_type_id: int, **fields: Any) -> int:
    return int(api("crm.item.add", entityTypeId=entity_type_id, fields=fields)["item"]["id"])


def traces_of(wire: Wire, entity_type_id: int, number: int) -> list[int]:
    return wire.portal.store.write_now(lambda tx: removal.of_record(tx, Owner(entity_type_id, number)))


def test_a_lead_from_a_form_is_linked_to_its_trace(wire: Wire, admin: Api) -> None:
    lead = added(admin, LEAD, title="From the site", utmSource="google-maps", **PERSON)
    found = admin("crm.lead.get", id=lead)
    assert (found["NAME"], found["UTM_SOURCE"]) == ("Klaus", "google-maps")
    assert found["PHONE"][0]["VALUE"] == "+49 30 000000"
    trace = admin("crm.tracking.trace.add", TRACE=TRACE, ENTITIES=[{"TYPE": "LEAD", "ID": lead}])
    assert traces_of(wire, LEAD, lead) == [trace]


def test_a_contact_and_a_deal_share_a_trace_until_it_is_deleted(wire: Wire, admin: Api) -> None:
    contact = added(admin, CONTACT, **PERSON)
    deal = added(admin, DEAL, title="From the site", contactIds=[contact])
    assert [row["CONTACT_ID"] for row in admin("crm.deal.contact.items.get", id=deal)] == [contact]
    both = [{"TYPE": "CONTACT", "ID": contact}, {"TYPE": "DEAL", "ID": deal}]
    trace = admin("crm.tracking.trace.add", TRACE=TRACE, ENTITIES=both)
    assert traces_of(wire, CONTACT, contact) == traces_of(wire, DEAL, deal) == [trace]
    assert admin("crm.tracking.trace.delete", id=trace) is None
    assert traces_of(wire, CONTACT, contact) == traces_of(wire, DEAL, deal) == []


@pytest.mark.parametrize("trace", ["", "no trace"])
def test_without_a_trace_the_lead_stays_unlinked(wire: Wire, admin: Api, trace: str) -> None:
    lead = added(admin, LEAD, title="From the site")
    linked = {"TRACE": trace, "ENTITIES": [{"TYPE": "LEAD", "ID": lead}]}
    assert admin.refused("crm.tracking.trace.add", **linked) == (400, "ERROR_CORE")
    assert traces_of(wire, LEAD, lead) == []
