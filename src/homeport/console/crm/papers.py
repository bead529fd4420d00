"""The papers of a record: whose requisites stand on them, and the documents that were made."""

from typing import Any, NamedTuple

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.apps import widgets
from homeport.console.caller import Command
from homeport.console.crm import showing
from homeport.console.crm.card import Card, card_of
from homeport.console.crm.showing import Moment
from homeport.console.section import Signed
from homeport.core import owner
from homeport.core.ctx import Page

CLIENTS = (owner.CONTACT, owner.COMPANY)
"""Whose requisites are their own; other records have chosen some of theirs."""
MOST = 50
MAKERS = "DOCUMENTGENERATOR_BUTTON"
"""The end of the code of the placement of applications that make documents."""
PLACES = ("ADDRESS_1", "ADDRESS_2", "POSTAL_CODE", "CITY", "PROVINCE", "COUNTRY")


class Details(NamedTuple):
    """Requisites, an address of theirs or a bank account: what they are called, and what is said in them."""

    title: str
    facts: list[tuple[str, str]]


class Document(NamedTuple):
    """A document.

    :param files: what they are called, and their addresses
    """

    title: str
    number: str
    created: Moment | None
    files: list[tuple[str, str]]


async def show(visit: Signed) -> Response:
    """The papers of a record."""
    card = await card_of(visit)
    if card.directory:
        card.names.want_directory(card.directory)
    record = {"entityTypeId": card.kind.type_id, "entityId": card.entity_id}
    told = await visit.call.several(
        {
            "documents": ("crm.documentgenerator.document.list", {"filter": record, "order": {"id": "desc"}}),
            "templates": ("crm.documentgenerator.template.list", {"filter": {"entityTypeId": card.kind.type_id}}),
            "fields": ("crm.requisite.fields", {}),
            "bank_fields": ("crm.requisite.bankdetail.fields", {}),
            **_whose(card),
        }
    )
    await card.names.load()
    makers = await widgets.tabs(visit, card.placement(MAKERS), ENTITY_ID=str(card.entity_id))
    templates = told["templates"].result["templates"] if "templates" in told else []
    listed = templates.values() if isinstance(templates, dict) else templates
    documents = told["documents"].result["documents"] if "documents" in told else []
    return visit.page(
        "crm/papers",
        card=card,
        tabs=card.tabs("papers"),
        details=await _details(visit, told),
        makers=makers,
        documents=[_document(each) for each in documents],
        templates=[(each["id"], each["name"]) for each in listed],
    )


async def make(visit: Signed) -> Response:
    """Make a document of a template."""
    form = await visit.form()
    card = await card_of(visit)
    await visit.call(
        "crm.documentgenerator.document.add",
        templateId=form.get("template", ""),
        entityTypeId=card.kind.type_id,
        entityId=card.entity_id,
    )
    return done(visit, f"{card.path}papers/")


def _whose(card: Card) -> dict[str, Command]:
    """What asks for the requisites of a client, or for those that a record has chosen."""
    record = {"ENTITY_TYPE_ID": card.kind.type_id, "ENTITY_ID": card.entity_id}
    if card.kind.type_id in CLIENTS:
        return {"requisites": ("crm.requisite.list", {"filter": record, "order": {"SORT": "ASC", "ID": "ASC"}})}
    return {"chosen": ("crm.requisite.link.list", {"filter": record})}


async def _details(visit: Signed, told: dict[str, Page]) -> list[Details]:
    """Requisites with their addresses and bank accounts."""
    requisites = told["requisites"].result[:MOST] if "requisites" in told else []
    links = told["chosen"].result if "chosen" in told else []
    named = [int(link[name] or 0) for link in links for name in ("REQUISITE_ID", "MC_REQUISITE_ID")]
    if chosen := [number for number in named if number]:
        requisites = await visit.call.or_none("crm.requisite.list", filter={"@ID": chosen}) or []
    if not requisites:
        return []
    ids = [each["ID"] for each in requisites]
    more = await visit.call.several(
        {
            "addresses": ("crm.address.list", {"filter": {"ENTITY_TYPE_ID": owner.REQUISITE, "@ENTITY_ID": ids}}),
            "banks": ("crm.requisite.bankdetail.list", {"filter": {"@ENTITY_ID": ids}}),
        }
    )
    found: list[Details] = []
    for each in requisites:
        found.append(Details(each["NAME"] or f"Requisites #{each['ID']}", _said(told, "fields", each, "RQ_")))
        found += [
            Details("Address", [("", ", ".join(address[name] for name in PLACES if address.get(name)))])
            for address in _of(more, "addresses", each["ID"])
        ]
        found += [
            Details(bank["NAME"] or "Bank account", _said(told, "bank_fields", bank, "RQ_"))
            for bank in _of(more, "banks", each["ID"])
        ]
    return found


def _of(more: dict[str, Page], name: str, requisite: str) -> list[dict[str, Any]]:
    rows = more[name].result if name in more else []
    return [each for each in rows if each["ENTITY_ID"] == requisite]


def _said(told: dict[str, Page], name: str, row: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    """What is filled in, by the titles of the fields."""
    fields = told[name].result if name in told else {}
    return [
        (_titled(fields[field]["title"], field.removeprefix(prefix)), str(value))
        for field, value in row.items()
        if field.startswith(prefix) and value not in (None, "", "N") and field in fields
    ]


def _titled(title: str | None, name: str) -> str:
    """What a field is called, also where nobody has given it a title."""
    return title if title and not title.endswith(name) else name.replace("_", " ")


def _document(row: dict[str, Any]) -> Document:
    named = (("Word", "downloadUrl"), ("PDF", "pdfUrl"))
    files = [(title, row[name]) for title, name in named if row.get(name)]
    return Document(row["title"], str(row["number"] or ""), showing.moment(row["createTime"]), files)
