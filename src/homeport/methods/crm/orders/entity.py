"""``crm.orderentity.*``, ``crm.paysystem.*``, ``crm.persontype.*``: orders and payments as the CRM speaks of them."""

from dataclasses import replace

from homeport.core.errors import ErrorKind
from homeport.domain.crm.orders import entities
from homeport.domain.crm.orders.entities import ENTITIES
from homeport.domain.records.collection import EVERYBODY
from homeport.domain.records.dialect import CATALOG, CLASSIC
from homeport.domain.sale import pay_systems, person_types
from homeport.methods.by_filter import delete_by_filter
from homeport.methods.family import family

NO_STORE = ErrorKind("200540400002", "module sale does not exist")
SPEECH = replace(CATALOG, not_found=entities.NOT_FOUND)

METHODS = [
    *family("crm.orderentity", ENTITIES, SPEECH, "add list", errors=(entities.NO_ORDER, entities.BOUND)),
    *family("crm.orderentity", replace(ENTITIES, noun="orderEntity"), SPEECH, "getFields"),
    delete_by_filter(
        "crm.orderentity.deletebyfilter",
        ENTITIES,
        SPEECH,
        leaving=(entities.NO_ORDER,),
        before=entities.require_order,
    ),
    *family("crm.paysystem", pay_systems.OF_CRM, CLASSIC, "list fields"),
    *family("crm.persontype", replace(person_types.OF_INVOICES, access=EVERYBODY), CLASSIC, "list fields"),
]
