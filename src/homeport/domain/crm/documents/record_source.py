"""A record as the source of a document: its own fields, those of its client, requisites, the own company, and goods.

Sources: ``crm-document-generator-template-get-fields.md``, ``requisites/links/``.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.domain.crm import access, papers
from homeport.domain.crm.documents import branches, values
from homeport.domain.crm.documents.branches import Branch, Leaf, Rows
from homeport.domain.crm.documents.goods import Goods, goods_of
from homeport.domain.crm.documents.subjects import number_of
from homeport.domain.crm.entities import BUILT_IN, entity_of, is_type
from homeport.domain.crm.invoice import beside
from homeport.domain.crm.invoice.invoices import INVOICES
from homeport.domain.crm.record.collections import collection_of
from homeport.domain.crm.record.reading import stored
from homeport.domain.crm.requisite.bank_details import BANK_DETAILS
from homeport.domain.crm.requisite.requisites import REQUISITES
from homeport.domain.crm.requisite.tables import ADDRESS, BANK_DETAIL, LINK, REQUISITE
from homeport.domain.documentgenerator.sources import Entry
from homeport.domain.records import reading
from homeport.domain.records.fields import Values
from homeport.store import Query, constant

_LINK = Query(select(LINK).where(LINK.c.ENTITY_TYPE_ID == bindparam("type_id"), LINK.c.ENTITY_ID == bindparam("id")))
_FIRST = Query(
    select(REQUISITE.c.ID)
    .where(REQUISITE.c.ENTITY_TYPE_ID == bindparam("type_id"), REQUISITE.c.ENTITY_ID == bindparam("id"))
    .order_by(REQUISITE.c.SORT, REQUISITE.c.ID)
    .limit(1)
)
_FIRST_BANK = Query(
    select(BANK_DETAIL.c.ID)
    .where(BANK_DETAIL.c.ENTITY_ID == bindparam("id"))
    .order_by(BANK_DETAIL.c.SORT, BANK_DETAIL.c.ID)
    .limit(1)
)
_TEXTS = ("ADDRESS_1", "ADDRESS_2", "CITY", "REGION", "PROVINCE", "POSTAL_CODE", "COUNTRY")
_ADDRESSES = Query(
    select(ADDRESS.c.TYPE_ID, *(ADDRESS.c[name] for name in _TEXTS)).where(
        ADDRESS.c.ENTITY_TYPE_ID == constant(owner.REQUISITE), ADDRESS.c.ENTITY_ID == bindparam("id")
    )
)
_COMPANY = BUILT_IN[owner.COMPANY].table
_OWN = Query(
    select(_COMPANY.c.ID, _COMPANY.c.TITLE)
    .where(_COMPANY.c.IS_MY_COMPANY == bindparam("yes"))
    .order_by(_COMPANY.c.ID)
    .limit(50)
)
_OWNER = Query(select(REQUISITE.c.ENTITY_ID).where(REQUISITE.c.ID == bindparam("id")))

_KINDS = {
    1: ("PRIMARY_ADDRESS", "Physical address"),
    4: ("HOME_ADDRESS", "Registered address"),
    6: ("REGISTERED_ADDRESS", "Legal address"),
    8: ("MAILING_ADDRESS", "Mailing address"),
    9: ("BENEFICIARY_ADDRESS", "Beneficiary address"),
    11: ("DELIVERY_ADDRESS", "Shipping address"),
}
MY_COMPANY = "MY_COMPANY"

_OF_INVOICES = {
    **papers.CLIENTS, "ASSIGNED_BY_ID": "RESPONSIBLE_ID", "CURRENCY_ID": "CURRENCY", "OPPORTUNITY": "PRICE",
}  # fmt: skip
"""What records and old invoices call the same."""


def _old_invoice(ctx: Ctx, number: int) -> Values:
    """An old invoice, also by the names that records have; empty for one that there is not."""
    row = reading.stored(ctx, INVOICES.now(ctx.tx), {"ID": number})
    return {} if row is None else {**row, **{name: row[own] for name, own in _OF_INVOICES.items()}}


class RecordSource:
    """What a document finds of a record. Of those that the record names it finds what the caller may read.

    :param record: may be one that there is not, which has empty fields
    :param said: the values of the caller, who may choose among own companies
    """

    def __init__(self, ctx: Ctx, record: Owner, said: Mapping[str, Any]) -> None:
        self._ctx = ctx
        self._record = record
        self._said = said
        entity = entity_of(record.entity_type_id) if is_type(ctx.tx, record.entity_type_id) else None
        self._entity = entity
        if record.entity_type_id == owner.INVOICE:
            self._row: Values = _old_invoice(ctx, record.entity_id)
        else:
            self._row = (stored(ctx, entity, record.entity_id) if entity is not None else None) or {}

    @property
    def words(self) -> Mapping[str, str]:
        """What numerators may name: the client."""
        client = self._client
        return {"CLIENT_ID": str(client.entity_id) if client is not None else ""}

    def find(self, code: str) -> Entry | None:
        """A field by its code."""
        return branches.find(self._tree, code)

    def choices(self) -> Mapping[str, Mapping[str, Any]]:
        """The own companies, one of which the document is from."""
        chosen = self._own_company
        found = [
            {"value": str(number), "title": title, "selected": number == chosen}
            for number, title in self._ctx.tx.all(_OWN, yes="Y")
        ]
        return {MY_COMPANY: {"title": "My company", "value": found, "group": ["Document", "My company"]}}

    @cached_property
    def goods(self) -> Goods:
        """What the record sells."""
        return goods_of(self._ctx, self._record, self._row.get("CURRENCY_ID"), self._row.get("OPPORTUNITY"))

    @cached_property
    def _tree(self) -> Branch:
        leaves: dict[str, Leaf] = dict(self.goods.totals)
        if self._entity is not None and self._row:
            fields = collection_of(self._ctx.tx, self._entity).fields
            leaves |= values.of_row(self._ctx, fields, self._row, self._entity)
            if self._entity.has_multifields:
                leaves |= values.ways_to_reach(self._ctx.tx, self._record)
        below: dict[str, Callable[[], Branch | Rows | None]] = {}
        if self._record.entity_type_id == owner.INVOICE and self._row:
            leaves |= values.of_row(self._ctx, INVOICES.now(self._ctx.tx).fields, self._row)
            below["RESPONSIBLE"] = lambda: values.user(self._ctx.tx, self._row["RESPONSIBLE_ID"], "Responsible")
            below["INVOICE_PROPERTIES"] = self._properties
        client = self._client
        if client is not None:
            found = values.ways_to_reach(self._ctx.tx, client)
            leaves |= {f"CLIENT_{kind}": leaf for kind, leaf in found.items()}
        requisite, bank, own_requisite, own_bank = self._requisites
        below |= {
            "ASSIGNED": lambda: values.user(self._ctx.tx, self._row.get("ASSIGNED_BY_ID"), "Responsible"),
            "COMPANY": lambda: self._named(owner.COMPANY, "Company"),
            "CONTACT": lambda: self._named(owner.CONTACT, "Contact"),
            "REQUISITE": lambda: self._requisite(requisite, "Requisite"),
            "BANK_DETAIL": lambda: self._bank(bank),
            MY_COMPANY: lambda: self._mine(own_requisite, own_bank),
            "PRODUCTS": lambda: self.goods.products,
            "TAXES": lambda: self.goods.taxes,
        }
        return Branch("Document", leaves, below)

    def _properties(self) -> Branch:
        """What an old invoice says of its client."""
        said = beside.properties(self._ctx.tx, self._record.entity_id)
        return Branch(
            "Properties", {code: Leaf(code.replace("_", " ").capitalize(), text) for code, text in said.items()}
        )

    @cached_property
    def _client(self) -> Owner | None:
        """The client, if the caller may read it: the record itself, its company, or else its contact."""
        is_one = self._record.entity_type_id in (owner.COMPANY, owner.CONTACT)
        is_alone = self._record.entity_type_id == owner.LEAD and not self._row.get("COMPANY_ID")
        if self._row and (is_one or is_alone):
            return self._record
        return self._linked(owner.COMPANY) or self._linked(owner.CONTACT)

    def _linked(self, type_id: int) -> Owner | None:
        number = self._row.get("COMPANY_ID" if type_id == owner.COMPANY else "CONTACT_ID") or 0
        linked = Owner(type_id, number)
        return linked if number and access.may(self._ctx, Operation.READ, linked) else None

    @cached_property
    def _requisites(self) -> tuple[int, int, int, int]:
        """The client's requisite and bank detail, and those of the own company; 0 for none."""
        tx, client = self._ctx.tx, self._client
        found = tx.dicts(_LINK, type_id=self._record.entity_type_id, id=self._record.entity_id)
        link = found[0] if found else {}
        theirs = link.get("REQUISITE_ID", 0) if client is not None else 0
        if not theirs and client is not None:
            theirs = tx.value(_FIRST, type_id=client.entity_type_id, id=client.entity_id) or 0
        bank = link.get("BANK_DETAIL_ID") if client is not None else 0
        bank = bank or tx.value(_FIRST_BANK, id=theirs) or 0
        ours = link.get("MC_REQUISITE_ID", 0)
        if not ours or tx.value(_OWNER, id=ours) != self._own_company:
            ours = tx.value(_FIRST, type_id=owner.COMPANY, id=self._own_company) or 0
        own_bank = (ours and link.get("MC_BANK_DETAIL_ID")) or tx.value(_FIRST_BANK, id=ours) or 0
        return theirs, bank, ours, own_bank

    @cached_property
    def _own_company(self) -> int:
        """The own company that the document is from: chosen, named by the record, of its requisite, or the first."""
        tx = self._ctx.tx
        own = [row[0] for row in tx.all(_OWN, yes="Y")]
        link = tx.dicts(_LINK, type_id=self._record.entity_type_id, id=self._record.entity_id)
        of_link = tx.value(_OWNER, id=link[0]["MC_REQUISITE_ID"]) if link else None
        for number in (number_of(self._said.get(MY_COMPANY)), self._row.get("MYCOMPANY_ID"), of_link):
            if number is not None and number in own:
                return int(number)
        return own[0] if own else 0

    def _named(self, type_id: int, title: str) -> Branch | None:
        """The company or contact of the record."""
        linked = self._linked(type_id)
        return None if linked is None else self._whole(linked, title)

    def _whole(self, record: Owner, title: str) -> Branch | None:
        entity = BUILT_IN[record.entity_type_id]
        row = stored(self._ctx, entity, record.entity_id)
        if row is None:
            return None
        fields = collection_of(self._ctx.tx, entity).fields
        leaves = values.of_row(self._ctx, fields, row, entity) | values.ways_to_reach(self._ctx.tx, record)
        assigned = row.get("ASSIGNED_BY_ID")
        return Branch(title, leaves, {"ASSIGNED": lambda: values.user(self._ctx.tx, assigned, "Responsible")})

    def _mine(self, requisite: int, bank: int) -> Branch | None:
        found = self._whole(Owner(owner.COMPANY, self._own_company), "My company")
        if found is None:
            return None
        below = {"REQUISITE": lambda: self._requisite(requisite, "Requisite"), "BANK_DETAIL": lambda: self._bank(bank)}
        shown = {name: found.leaves[field] for name, field in values.PICTURES.items() if field in found.leaves}
        return Branch(found.title, {**found.leaves, **shown}, {**found.branches, **below})

    def _requisite(self, number: int, title: str) -> Branch | None:
        collection = REQUISITES.now(self._ctx.tx)
        row = reading.stored(self._ctx, collection, {"ID": number})
        if row is None:
            return None
        below: dict[str, Callable[[], Branch | Rows | None]] = {}
        for kind, *texts in self._ctx.tx.all(_ADDRESSES, id=number):
            if kind in _KINDS:
                name, called = _KINDS[kind]
                parts = dict(zip(_TEXTS, texts, strict=True))
                leaves = {part: Leaf(part.replace("_", " ").capitalize(), text) for part, text in parts.items()}
                whole = Leaf("Full address", ", ".join(filter(None, texts)))
                below[name] = lambda called=called, leaves=leaves, whole=whole: Branch(  # type: ignore[misc]
                    called, {**leaves, "TEXT": whole}
                )
        return Branch(title, values.of_row(self._ctx, collection.fields, row), below)

    def _bank(self, number: int) -> Branch | None:
        row = reading.stored(self._ctx, BANK_DETAILS, {"ID": number})
        return None if row is None else Branch("Bank", values.of_row(self._ctx, BANK_DETAILS.fields, row))
