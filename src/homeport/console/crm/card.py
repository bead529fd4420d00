"""The card of a record: what it is, where it stands, and what applications show on it."""

from functools import cached_property
from typing import Any, NamedTuple

from homeport.console.answers import unseen
from homeport.console.apps import built_in, widgets
from homeport.console.apps.opening import Opening
from homeport.console.crm import forms, showing
from homeport.console.crm.kinds import Kind, Kinds, kinds_of
from homeport.console.crm.names import Names, title_of
from homeport.console.crm.showing import Shown
from homeport.console.section import Signed
from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.errors import CallError
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.domain.crm import access
from homeport.domain.crm.products.rows import WITH_PRODUCTS
from homeport.domain.crm.type.types import has_products
from homeport.domain.portal.apps.widgets import Widget

TOOLBAR = "DETAIL_TOOLBAR"
ON_ACTIVITIES = "ACTIVITY_TIMELINE_MENU"
WRITING = "DETAIL_ACTIVITY"
PLACES = ("DETAIL_TAB", TOOLBAR, WRITING, ON_ACTIVITIES)
"""The ends of the codes of the placements that a card has."""
TOLD_BY_ID = (owner.LEAD, owner.DEAL, owner.CONTACT, owner.COMPANY)
"""Of other types the placement :data:`TOOLBAR` tells the record's id by another name."""


class Tab(NamedTuple):
    """A tab of a card."""

    title: str
    path: str
    current: bool


class Card:
    """A record with all that its pages need.

    :raises ProblemError: when there is none, or the person may not read it
    """

    def __init__(self, visit: Signed, kinds: Kinds, kind: Kind, item: dict[str, Any]) -> None:
        self.visit = visit
        self.kinds = kinds
        self.kind = kind
        self.item = item
        self.entity_id: int = item["id"]
        self.title = title_of(kind, item)
        self.path = kind.path_to(self.entity_id)
        self.names = Names(visit.call, kinds)
        self._items_have_goods = False
        self._placed: dict[str, list[Widget]] = {}

    def tabs(self, current: str) -> list[Tab]:
        """The tabs, one of which is open. Whatever else has a tab on cards joins here."""
        return [
            Tab("Timeline", self.path, current == "timeline"),
            *([Tab("Products", f"{self.path}products/", current == "goods")] if self.has_goods else []),
            Tab("Papers", f"{self.path}papers/", current == "papers"),
            Tab("Fields", f"{self.path}fields/", current == "fields"),
            *(
                Tab(each.title, f"{self.path}app/{each.id}/", current == f"app {each.id}")
                for each in self.bound("DETAIL_TAB")
            ),
        ]

    @property
    def has_goods(self) -> bool:
        """Whether records of the kind have rows of goods."""
        return self.kind.type_id in WITH_PRODUCTS or self._items_have_goods

    def bound(self, where: str) -> list[widgets.Tab]:
        """What applications have bound to the card, each with the page that shows it alone.

        :param where: the end of the placement's code, such as ``DETAIL_TAB``
        """
        key = "ENTITY_ID" if where == TOOLBAR and self.kind.type_id not in TOLD_BY_ID else "ID"
        return widgets.listed(self._placed[self.placement(where)], **{key: str(self.entity_id)})

    @cached_property
    def built_in(self) -> list[Opening]:
        """What applications have the card draw above its timeline."""
        return built_in.opened(self.visit, self._placed[self.placement(WRITING)])

    @property
    def beside(self) -> list[widgets.Tab]:
        """What applications show above the timeline on pages of their own."""
        drawn = {each.widget_id for each in self.built_in}
        return [each for each in self.bound(WRITING) if each.id not in drawn]

    @cached_property
    def of_activities(self) -> list[widgets.Tab]:
        """What applications have bound to activities on the timeline; to be told which activity it is."""
        placement = self.placement(ON_ACTIVITIES)
        told = {"ENTITY_ID": str(self.entity_id), "ASSOCIATED_ENTITY_TYPE_ID": str(owner.ACTIVITY)}
        return widgets.listed(self._placed[placement], **told)

    async def load_bound(self) -> None:
        """Read what applications have bound to the card's placements, and whether records of the kind have goods."""
        type_id = self.kind.type_id
        if type_id >= owner.FIRST_DYNAMIC:
            self._items_have_goods = await self.visit.portal.read(lambda tx: has_products(tx, type_id))
        self._placed = await widgets.at_each(self.visit, *map(self.placement, PLACES))
        writing = self._placed[self.placement(WRITING)]
        if any(each.built_in for each in writing) and not await self.may_be_changed():
            writing[:] = [each for each in writing if not each.built_in]  # they are for those who may change it

    async def may_be_changed(self) -> bool:
        """Whether the person may change the record."""
        portal, credential = self.visit.portal, self.visit.call.credential
        record = Owner(self.kind.type_id, self.entity_id)
        return await portal.read(lambda tx: access.may(Ctx(tx, credential, portal.clock), Operation.WRITE, record))

    def placement(self, where: str) -> str:
        """The code of a placement of the card."""
        return f"CRM_{self.kind.symbol}_{where}"

    @property
    def directory(self) -> str:
        """The directory of its stages; empty when it has none."""
        return self.kind.directory(int(self.item.get("categoryId") or 0))

    def shown(self, fields: forms.Fields, chosen: list[str]) -> list[Shown]:
        """Some of its fields, when their names are loaded."""
        return [showing.show(self.names, self.kind, name, fields[name], self.item) for name in chosen]

    def want(self, fields: forms.Fields, chosen: list[str]) -> None:
        """Note what must be known to show some of its fields."""
        for name in chosen:
            showing.want(self.names, self.kind, name, fields[name], self.item)


async def card_of(visit: Signed) -> Card:
    """The card that the path names."""
    kinds = await kinds_of(visit.call)
    kind = kinds.of_code(visit.path("kind"))
    try:
        told = await visit.call("crm.item.get", entityTypeId=kind.type_id, id=visit.number("id"))
    except CallError as error:
        raise unseen(kind.one.lower(), error) from error
    card = Card(visit, kinds, kind, told["item"])
    await card.load_bound()
    return card
