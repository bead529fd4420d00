"""Writes the demo records, as the people who are responsible for them would: each is made, and later moved on."""

from typing import Any

from homeport.core import owner
from homeport.domain.crm.entities.deal import DEAL
from homeport.domain.crm.record.dialects import CLASSIC
from homeport.domain.crm.recurring import templates
from homeport.domain.crm.stages import categories
from homeport.domain.crm.stages.directories import pipeline_of
from homeport.domain.crm.type import smart_processes
from homeport.domain.demo import plan, words
from homeport.domain.demo.author import Author
from homeport.domain.demo.calendar import OPENING, day_of, later
from homeport.domain.demo.plan import CLOSED_STAGES, made, pick, responsible
from homeport.domain.demo.user_fields import Fields
from homeport.store import Transaction

LEAD_STAGES = ("NEW", "IN_PROCESS", "PROCESSED", "JUNK", "IN_PROCESS")
QUOTE_STAGES = ("SENT", "APPROVED", "DRAFT", "DECLAINED")
INVOICE_STAGES = ("S", "P", "N", "P", "D")
DELIVERY_STAGES = ("PREPARATION", "SUCCESS", "CLIENT", "NEW", "SUCCESS", "FAIL")

DELIVERIES = {
    "title": "Deliveries",
    "entityTypeId": plan.DELIVERY,
    "isCategoriesEnabled": "Y",
    "isStagesEnabled": "Y",
    "isClientEnabled": "Y",
    "isBeginCloseDatesEnabled": "Y",
    "isLinkWithProductsEnabled": "Y",
    "relations": {"parent": [{"entityTypeId": owner.DEAL, "isChildrenListEnabled": True}]},
}
"""The smart process, as an administrator would ask for it."""


def add_companies(author: Author, added: Fields | None) -> None:
    """Thirty companies."""
    for number, (title, town, industry, kind, employees) in enumerate(words.COMPANIES, 1):
        domain = title.split()[0].lower()
        fields = {
            "TITLE": title,
            "COMPANY_TYPE": kind,
            "INDUSTRY": industry,
            "EMPLOYEES": employees,
            "CURRENCY_ID": "EUR",
            "REVENUE": 180_000 + 65_000 * (number * 7 % 30),
            "ADDRESS": f"{pick(words.STREETS, number)} {3 * number}",
            "ADDRESS_CITY": town,
            "ADDRESS_COUNTRY": "Germany",
            "ADDRESS_COUNTRY_CODE": "DE",
            "PHONE": [{"VALUE": words.PHONE.format(number=number), "VALUE_TYPE": "WORK"}],
            "EMAIL": [{"VALUE": f"office@{domain}.example.test", "VALUE_TYPE": "WORK"}],
            "WEB": [{"VALUE": f"https://{domain}.example.test", "VALUE_TYPE": "WORK"}],
            **(added.of_company(number) if added else {}),
        }
        author.make(owner.COMPANY, number, made(number, len(words.COMPANIES)), fields)


def add_contacts(author: Author) -> None:
    """A hundred and thirty contacts, most of them at a company, some at two."""
    for person in plan.CONTACTS:
        companies = [person.company] if person.company else []
        if person.company and person.number % 13 == 0:
            companies.append(person.company % len(words.COMPANIES) + 1)
        fields = {
            **_named(person),
            "TYPE_ID": "CLIENT" if person.company else "OTHER",
            "POST": pick(words.POSITIONS, person.number) if person.company else None,
            "SOURCE_ID": pick(words.SOURCES, person.number),
            "COMMENTS": pick(words.COMMENTS, person.number) if person.number % 5 == 0 else None,
            "COMPANY_IDS": companies,
        }
        if person.number % 9 == 0:
            handle = person.email.partition("@")[0].replace(".", "_")
            fields["IM"] = [{"VALUE": handle, "VALUE_TYPE": "TELEGRAM"}]
        author.make(owner.CONTACT, person.number, made(person.number, len(plan.CONTACTS)), fields)


def _named(person: plan.Person) -> dict[str, Any]:
    return {
        "HONORIFIC": person.honorific,
        "NAME": person.name,
        "LAST_NAME": person.last_name,
        "PHONE": [{"VALUE": person.phone, "VALUE_TYPE": ("WORK", "MOBILE")[person.number % 2]}],
        "EMAIL": [{"VALUE": person.email, "VALUE_TYPE": "WORK"}],
    }


def add_leads(author: Author) -> None:
    """Forty leads: the first twenty became deals."""
    for number, (sale, person) in enumerate(zip(plan.LEADS, plan.LEAD_PEOPLE, strict=True), 1):
        converted = number <= plan.CONVERTED
        fields = {
            "TITLE": f"Enquiry: {sale.goods.lower()}, {sale.customer}",
            "COMPANY_TITLE": sale.customer,
            "SOURCE_ID": pick(words.SOURCES, number),
            "SOURCE_DESCRIPTION": "Autumn campaign" if number % 7 == 0 else None,
            "OPPORTUNITY": sale.price,
            "CURRENCY_ID": sale.currency,
            "COMMENTS": pick(words.COMMENTS, number),
            **({"COMPANY_ID": sale.company, "CONTACT_IDS": sale.contacts[:1]} if converted else {}),
            **_named(plan.CONTACTS[sale.contacts[0] - 1] if converted else person),
        }
        moment = made(number, len(plan.LEADS))
        author.make(owner.LEAD, number, moment, _listed(fields))
        stage = "CONVERTED" if converted else pick(LEAD_STAGES, number)
        author.move(owner.LEAD, number, later(moment, 2), {"STATUS_ID": stage})


def add_deals(author: Author, tx: Transaction, added: Fields | None) -> None:
    """Sixty deals, in every stage."""
    for sale in plan.DEALS:
        number, stage = sale.number, pick(plan.DEAL_STAGES, sale.number)
        moment = later(made(number, len(plan.DEALS)), 3)
        fields = {
            "TITLE": sale.title,
            "TYPE_ID": pick(("SALE", "GOODS", "COMPLEX"), number),
            "OPPORTUNITY": sale.price * (1 + number % 4),
            "CURRENCY_ID": sale.currency,
            "PROBABILITY": 10 * (1 + number * 3 % 9),
            "COMPANY_ID": sale.company,
            "CONTACT_IDS": sale.contacts,
            "BEGINDATE": day_of(moment),
            "CLOSEDATE": day_of(later(moment, 20 if stage in CLOSED_STAGES else 90)),
            "SOURCE_ID": pick(words.SOURCES, number),
            "COMMENTS": pick(words.COMMENTS, number + 3) if number % 2 else None,
            **(added.of_deal(number) if added else {}),
        }
        author.make(owner.DEAL, number, moment, _listed(fields))
        if number <= plan.CONVERTED:
            tx.update(DEAL.table, {"ID": number}, {"LEAD_ID": number})
        author.move(owner.DEAL, number, later(moment, 20), {"STAGE_ID": stage})


def add_recurring(author: Author, tx: Transaction) -> None:
    """The last deal is the template of others, by a rule that rests: none is made of itself."""
    number = plan.DEALS[-1].number
    tx.update(DEAL.table, {"ID": number}, {"IS_RECURRING": "Y"})
    moment = later(made(number, len(plan.DEALS)), 21)
    monthly = {"MODE": "multiple", "MULTIPLE_TYPE": "month", "MULTIPLE_INTERVAL": 1}
    rule = {"DEAL_ID": number, "ACTIVE": "N", "START_DATE": day_of(moment), "PARAMS": monthly}
    templates.add(author.acting(responsible(number), moment), rule, CLASSIC)


def add_quotes(author: Author) -> None:
    """Ten quotes, each for a deal."""
    for number, deal in enumerate(plan.QUOTED, 1):
        sale = plan.DEALS[deal - 1]
        contact = plan.CONTACTS[sale.contacts[0] - 1]
        moment = later(made(deal, len(plan.DEALS)), 6)
        fields = {
            "TITLE": f"Quote: {sale.title}",
            "DEAL_ID": deal,
            "OPPORTUNITY": sale.price * (1 + deal % 4),
            "CURRENCY_ID": sale.currency,
            "COMPANY_ID": sale.company,
            "CONTACT_IDS": sale.contacts[:1],
            "CLIENT_TITLE": sale.customer,
            "CLIENT_CONTACT": f"{contact.name} {contact.last_name}",
            "CLIENT_EMAIL": contact.email,
            "CLIENT_PHONE": contact.phone,
            "BEGINDATE": day_of(moment),
            "CLOSEDATE": day_of(later(moment, 30)),
            "TERMS": "Delivery free quayside, payment within thirty days.",
        }
        author.make(owner.QUOTE, number, moment, _listed(fields))
        author.move(owner.QUOTE, number, later(moment, 5), {"STATUS_ID": pick(QUOTE_STAGES, number)})


def add_invoices(author: Author, tx: Transaction) -> None:
    """Ten smart invoices, each for a deal."""
    pipeline = pipeline_of(owner.SMART_INVOICE, categories.default_of(tx, owner.SMART_INVOICE) or 0)
    for number, deal in enumerate(plan.INVOICED, 1):
        sale = plan.DEALS[deal - 1]
        moment = later(made(deal, len(plan.DEALS)), 18)
        fields = {
            "TITLE": f"Invoice for {sale.goods.lower()}, {sale.customer}",
            "PARENT_ID_2": deal,
            "OPPORTUNITY": sale.price * (1 + deal % 4),
            "CURRENCY_ID": sale.currency,
            "COMPANY_ID": sale.company,
            "CONTACT_IDS": sale.contacts[:1],
            "BEGINDATE": day_of(moment),
            "CLOSEDATE": day_of(later(moment, 30)),
            "COMMENTS": "Second reminder sent." if pick(INVOICE_STAGES, number) == "D" else None,
        }
        author.make(owner.SMART_INVOICE, number, moment, _listed(fields))
        stage = pipeline.coded(pick(INVOICE_STAGES, number))
        author.move(owner.SMART_INVOICE, number, later(moment, 8), {"STAGE_ID": stage})


def add_deliveries(author: Author, tx: Transaction) -> None:
    """A smart process with twenty items, each a delivery for a deal."""
    smart_processes.add(author.acting(1, OPENING), DELIVERIES)
    type_id = plan.DELIVERY
    pipeline = pipeline_of(type_id, categories.default_of(tx, type_id) or 0)
    for number, deal in enumerate(plan.DELIVERED, 1):
        sale = plan.DEALS[deal - 1]
        town = words.COMPANIES[sale.company - 1][1]
        moment = later(made(deal, len(plan.DEALS)), 12)
        fields = {
            "TITLE": f"{sale.goods} to {town}",
            "PARENT_ID_2": deal,
            "COMPANY_ID": sale.company,
            "CONTACT_IDS": sale.contacts[:1],
            "OPPORTUNITY": 120 + 35 * (number % 6),
            "CURRENCY_ID": "EUR",
            "BEGINDATE": day_of(moment),
            "CLOSEDATE": day_of(later(moment, 14)),
        }
        author.make(type_id, number, moment, _listed(fields))
        stage = pipeline.coded(pick(DELIVERY_STAGES, number))
        author.move(type_id, number, later(moment, 4), {"STAGE_ID": stage})


def _listed(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields as a client would send them, with lists for tuples."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}
