"""Groups of properties, whose variants, and relations to what they are asked for.

Sources: ``api-reference/sale/property-group/``, ``property-variant/``, ``property-relation/``,
``business-value-person-domain/``.
"""

from sqlalchemy import bindparam, select

from homeport.core.errors import ErrorKind
from homeport.domain.records.collection import Change, Collection
from homeport.domain.records.row_rules import alone, kept, names, not_emptied
from homeport.domain.sale import person_types
from homeport.domain.sale.kinds import STORE
from homeport.domain.sale.property_fields import (
    DOMAIN,
    DOMAIN_FIELDS,
    GROUP,
    GROUP_FIELDS,
    PROPERTY,
    RELATION,
    RELATION_FIELDS,
    VARIANT,
    VARIANT_FIELDS,
    forget_property,
)
from homeport.store import Query, Transaction

NO_GROUP = ErrorKind("200940400001", "property group does not exist")
EMPTY_IN_NEW = ErrorKind("200950000006", "A required field is empty")
EMPTY_IN_CHANGE = ErrorKind("200950000008", "A required field is empty")

NO_VARIANT = ErrorKind("201540400001", "property variant does not exist")
NO_PROPERTY_OF_VARIANT = ErrorKind("201550000003", "property does not exist")
NO_VALUE = ErrorKind("ERROR_NO_VALUE", "Value is empty")
NO_NAME = ErrorKind("ERROR_NO_NAME", "Name is empty")

NO_RELATION = ErrorKind("201640400004", "property relation does not exist")
RELATED = ErrorKind("201650000001", "Duplicate entry for key [entityId, entityType, propertyId]")
NO_PROPERTY_OF_RELATION = ErrorKind("201650000002", "property does not exist")

NO_DOMAIN = ErrorKind("201440400003", "business value person domain does not exist")
DOMAIN_TAKEN = ErrorKind("201250000001", "Duplicate entry for key [personTypeId]")
NO_PAYER = ErrorKind("201240400002", "person type does not exist")
PAYER_NOT_SAID = ErrorKind("201450000002", "personTypeId is not specified")
DOMAIN_NOT_SAID = ErrorKind("201450000003", "domain is not specified")

_MEMBERS = Query(select(PROPERTY.c.ID).where(PROPERTY.c.PROPS_GROUP_ID == bindparam("id")))


def _filled(change: Change) -> None:
    if any(name in change.said and change.said[name] is None for name in ("NAME", "PERSON_TYPE_ID")):
        raise EMPTY_IN_CHANGE() if change.old else EMPTY_IN_NEW()


def _without_members(change: Change) -> None:
    tx = change.ctx.tx
    for (number,) in tx.all(_MEMBERS, id=change.old["ID"]):
        tx.delete(PROPERTY, ID=number)
        forget_property(tx, number)


GROUPS = Collection(
    noun="propertyGroup",
    plural="propertyGroups",
    table=GROUP,
    fields=GROUP_FIELDS,
    access=STORE,
    before_save=(
        _filled,
        kept("PERSON_TYPE_ID"),
        names("PERSON_TYPE_ID", person_types.TABLE, ENTITY_REGISTRY_TYPE=person_types.ORDERS),
    ),
    after_delete=(_without_members,),
)

VARIANTS = Collection(
    noun="propertyVariant",
    plural="propertyVariants",
    table=VARIANT,
    fields=VARIANT_FIELDS,
    access=STORE,
    before_save=(
        not_emptied({"VALUE": NO_VALUE, "NAME": NO_NAME}),
        names("ORDER_PROPS_ID", PROPERTY, NO_PROPERTY_OF_VARIANT, TYPE="ENUM"),
    ),
)

RELATIONS = Collection(
    noun="propertyRelation",
    plural="propertyRelations",
    table=RELATION,
    fields=RELATION_FIELDS,
    access=STORE,
    key=("ENTITY_ID", "ENTITY_TYPE", "PROPERTY_ID"),
    order=(("PROPERTY_ID", False), ("ENTITY_TYPE", False)),
    before_save=(
        names("PROPERTY_ID", PROPERTY, NO_PROPERTY_OF_RELATION),
        alone(RELATION, ("PROPERTY_ID", "ENTITY_TYPE", "ENTITY_ID"), RELATED),
    ),
)

DOMAINS = Collection(
    noun="businessValuePersonDomain",
    plural="businessValuePersonDomains",
    table=DOMAIN,
    fields=DOMAIN_FIELDS,
    access=STORE,
    key=("PERSON_TYPE_ID", "DOMAIN"),
    order=(("PERSON_TYPE_ID", False),),
    before_save=(
        names("PERSON_TYPE_ID", person_types.TABLE, NO_PAYER, ENTITY_REGISTRY_TYPE=person_types.ORDERS),
        alone(DOMAIN, ("PERSON_TYPE_ID",), DOMAIN_TAKEN),
    ),
)

STANDARD = (
    ("Personal data", person_types.INDIVIDUAL),
    ("Delivery data", person_types.INDIVIDUAL),
    ("Company data", person_types.COMPANY),
    ("Delivery data", person_types.COMPANY),
)


def install(tx: Transaction) -> None:
    """Write the groups of a new portal: two for each type of payers, always the same ids."""
    for place, (name, payer) in enumerate(STANDARD):
        tx.insert(GROUP, {"NAME": name, "PERSON_TYPE_ID": payer, "SORT": 100 * (1 + place % 2)})
