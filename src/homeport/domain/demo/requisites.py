"""Requisites of the demo portal's first two companies, with an address and a bank account each: whoever wrote the
company down wrote these down too.
"""

from datetime import timedelta

from homeport.core import owner
from homeport.domain.crm.requisite.addresses import ADDRESSES, MAIN
from homeport.domain.crm.requisite.bank_details import BANK_DETAILS
from homeport.domain.crm.requisite.requisites import REQUISITES
from homeport.domain.demo import words
from homeport.domain.demo.author import Author
from homeport.domain.demo.plan import made, pick, responsible
from homeport.domain.records import writing
from homeport.domain.records.dialect import CLASSIC

COMPANIES = 2
"""How many of them have requisites."""

OF_COMPANIES = 1
"""The template for companies of a new portal."""


def add_requisites(author: Author) -> None:
    """Requisites, with what belongs to them."""
    for number, (title, town, *_) in enumerate(words.COMPANIES[:COMPANIES], 1):
        moment = made(number, len(words.COMPANIES)) + timedelta(minutes=5)
        ctx = author.acting(responsible(number), moment)
        requisite = {
            "ENTITY_TYPE_ID": owner.COMPANY,
            "ENTITY_ID": number,
            "PRESET_ID": OF_COMPANIES,
            "NAME": "Invoices",
            "RQ_COMPANY_NAME": title,
            "RQ_VAT_ID": f"DE{100_000_000 + number}",
        }
        made_requisite = writing.create(ctx, REQUISITES, requisite, CLASSIC)["ID"]
        address = {
            "TYPE_ID": MAIN,
            "ENTITY_TYPE_ID": owner.REQUISITE,
            "ENTITY_ID": made_requisite,
            "ADDRESS_1": f"{pick(words.STREETS, number)} {3 * number}",
            "CITY": town,
            "COUNTRY": "Germany",
        }
        writing.create(ctx, ADDRESSES, address, CLASSIC)
        account = {
            "ENTITY_ID": made_requisite,
            "NAME": "Main account",
            "RQ_BANK_NAME": "Example Bank",
            "RQ_ACC_NUM": f"00000000{number}",
            "RQ_ACC_CURRENCY": "EUR",
        }
        writing.create(ctx, BANK_DETAILS, account, CLASSIC)
