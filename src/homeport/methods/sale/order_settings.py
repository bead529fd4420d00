"""What orders are described with: types of payers, statuses, groups and variants of properties, sources.

Each is a family in the dialect of the catalogue; what its pages refuse otherwise is said here.
"""

from dataclasses import replace

from homeport.core.ctx import Ctx, Page
from homeport.core.rights import Operation
from homeport.domain.records.dialect import CATALOG
from homeport.domain.sale import person_types, property_groups, statuses, trade
from homeport.domain.sale.person_types import PERSON_TYPES
from homeport.domain.sale.property_groups import DOMAINS, GROUPS, RELATIONS, VARIANTS
from homeport.domain.sale.statuses import STATUS_NAMES, STATUSES
from homeport.methods.by_filter import delete_by_filter
from homeport.methods.family import family
from homeport.rpc import NoParams, method

REPEATING = replace(CATALOG, repeats=True)
"""A change says every field that must be there, once more."""
UNREAD = replace(CATALOG, denied=CATALOG.unreadable)
"""A deletion is refused as a look is."""
PAYERS = replace(REPEATING, not_found=person_types.NOT_FOUND, duplicate=person_types.CODE_TAKEN)
OF_STATUS = replace(
    REPEATING, not_found=statuses.NOT_FOUND, duplicate=statuses.TAKEN, misfits={"TYPE": statuses.BAD_TYPE}
)
IN_LANGUAGES = {"LID": statuses.NO_LANGUAGE}


@method("sale.statusLang.getListLangs", errors=(CATALOG.unreadable,))
def get_list_langs(ctx: Ctx, p: NoParams) -> Page:
    """List the languages that names of statuses may be in."""
    if STATUS_NAMES.access.grant(ctx, Operation.READ) is None:
        raise CATALOG.unreadable()
    found = [{"active": "Y", "lid": lid, "name": name} for lid, name in statuses.LANGUAGES.items()]
    return Page({"langs": found}, len(found))


METHODS = [
    *family(
        "sale.persontype",
        PERSON_TYPES,
        PAYERS,
        "add get list delete getFields",
        leaving=(person_types.PROTECTED, person_types.IN_USE),
    ),
    *family("sale.persontype", PERSON_TYPES, replace(PAYERS, duplicate=person_types.CODE_TAKEN_BY_ANOTHER), "update"),
    *family(
        "sale.status",
        STATUSES,
        OF_STATUS,
        "add get list update delete getfields",
        errors=(
            statuses.NO_ID,
            statuses.TOO_LONG,
            statuses.SYSTEM_TYPE,
            statuses.ORDERS_HAVE_IT,
            statuses.SHIPMENTS_HAVE_IT,
        ),
        leaving=(statuses.SYSTEM_STAYS, statuses.IN_USE),
    ),
    *family(
        "sale.statusLang",
        STATUS_NAMES,
        replace(CATALOG, misfits=IN_LANGUAGES),
        "add list getFields",
        errors=(statuses.NAME_TAKEN,),
    ),
    delete_by_filter(
        "sale.statusLang.deleteByFilter",
        STATUS_NAMES,
        replace(UNREAD, not_found=statuses.NO_NAME, misfits=IN_LANGUAGES),
        needed=("NAME",),
    ),
    *family(
        "sale.propertygroup",
        GROUPS,
        replace(REPEATING, not_found=property_groups.NO_GROUP),
        "add get list update delete getFields",
        errors=(property_groups.EMPTY_IN_NEW, property_groups.EMPTY_IN_CHANGE),
    ),
    *family(
        "sale.propertyvariant",
        VARIANTS,
        replace(REPEATING, not_found=property_groups.NO_VARIANT),
        "add get list update delete getFields",
        errors=(property_groups.NO_PROPERTY_OF_VARIANT, property_groups.NO_VALUE, property_groups.NO_NAME),
    ),
    *family(
        "sale.propertyRelation",
        RELATIONS,
        CATALOG,
        "add list getFields",
        errors=(property_groups.RELATED, property_groups.NO_PROPERTY_OF_RELATION),
    ),
    delete_by_filter(
        "sale.propertyRelation.deleteByFilter", RELATIONS, replace(UNREAD, not_found=property_groups.NO_RELATION)
    ),
    *family(
        "sale.businessValuePersonDomain",
        DOMAINS,
        CATALOG,
        "add list getFields",
        errors=(property_groups.DOMAIN_TAKEN, property_groups.NO_PAYER),
    ),
    delete_by_filter(
        "sale.businessValuePersonDomain.deleteByFilter",
        DOMAINS,
        replace(CATALOG, not_found=property_groups.NO_DOMAIN),
        unsaid={"PERSON_TYPE_ID": property_groups.PAYER_NOT_SAID, "DOMAIN": property_groups.DOMAIN_NOT_SAID},
    ),
    *family("sale.tradePlatform", trade.PLATFORMS, CATALOG, "list getFields"),
    *family("sale.tradeBinding", trade.BINDINGS, CATALOG, "list getFields"),
]
