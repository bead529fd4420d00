"""The sections of a card, as whoever looks at it, or else everybody, has them.

Source: ``universal/item-details-configuration/``.
"""

from typing import Any, NamedTuple

from homeport.console.caller import Command
from homeport.console.crm.card import Card
from homeport.console.crm.forms import Fields
from homeport.console.crm.showing import Shown
from homeport.core import owner

TOGETHER = {
    "OPPORTUNITY_WITH_CURRENCY": ("opportunity",),
    "REVENUE_WITH_CURRENCY": ("revenue",),
    "CLIENT": ("companyId", "contactIds", "contactId"),
    "COMPANY": ("companyId", "companyIds"),
    "CONTACT": ("contactIds", "contactId"),
    "OBSERVER": ("observers",),
    "UTM": ("utmSource", "utmMedium", "utmCampaign", "utmContent", "utmTerm"),
}
"""What elements of a card show that are no field of their own."""


class Section(NamedTuple):
    """A section of a card.

    :param elements: names of fields, each with whether it is shown when it is empty
    """

    title: str
    elements: list[tuple[str, bool]]


async def sections_of(card: Card, fields: Fields) -> list[Section]:
    """The sections that were set for a card; none where nobody has set any."""
    given: dict[str, Any] = {"entityTypeId": card.kind.type_id, "extras": _extras(card)}
    name = "crm.item.details.configuration.get"
    commands: dict[str, Command] = {scope: (name, {**given, "scope": scope}) for scope in ("P", "C")}
    told = await card.visit.call.several(commands)
    found: list[dict[str, Any]] = next(
        (told[scope].result for scope in ("P", "C") if scope in told and told[scope].result), []
    )
    by_name = {str(field.get("upperName") or key).upper(): key for key, field in fields.items()}
    return [Section(each["title"], list(_elements(each, by_name, fields).items())) for each in found]


def shown(card: Card, fields: Fields, section: Section) -> list[Shown]:
    """What a section shows, when names are loaded."""
    always = dict(section.elements)
    found = card.shown(fields, [name for name in always if name in card.item])
    return [each for each in found if always[each.name] or not each.empty]


def _extras(card: Card) -> dict[str, Any]:
    if card.kind.type_id == owner.LEAD:
        return {"leadCustomerType": 2 if card.item.get("isReturnCustomer") == "Y" else 1}
    if card.kind.has_pipelines and "categoryId" in card.item:
        return {"dealCategoryId" if card.kind.type_id == owner.DEAL else "categoryId": card.item["categoryId"]}
    return {}


def _elements(section: dict[str, Any], by_name: dict[str, str], fields: Fields) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for element in section["elements"]:
        name = element["name"]
        own = by_name.get(name.upper()) or (name if name in fields else None)
        for each in (own,) if own else TOGETHER.get(name.upper(), ()):
            if each in fields:
                found[each] = element["optionFlags"] == "1"
    return found
