"""An offer that is made of a template of Word, for a deal."""

import base64

from homeport.core import owner
from homeport.domain.crm.documents import subjects
from homeport.domain.crm.documents.generator import CRM
from homeport.domain.demo.author import Author
from homeport.domain.demo.calendar import OPENING, later, morning
from homeport.domain.documentgenerator import conversion, documents, templates
from homeport.domain.documentgenerator.docx.plain import plain
from homeport.domain.documentgenerator.tables import DOCUMENT

DEAL = 1
OFFER = plain(
    ["Offer {DocumentNumber} of {DocumentCreateTime}", "{CompanyTitle}", "{Title}"],
    [("Total", "{Opportunity}")],
    ["Delivery free quayside, payment within thirty days.", "{AssignedName} {AssignedLastName}"],
)


def add_documents(author: Author) -> None:
    """The template, and what is made of it. No program is asked to print it: the portal is made without any."""
    ctx = author.acting(1, later(OPENING, 30))
    said = {"name": "Offer", "numeratorId": 1, "region": "de", "users": ["UA"], "entityTypeId": [str(owner.DEAL)]}
    sent = ["offer.docx", base64.b64encode(OFFER).decode()]
    number = templates.add(ctx, CRM, {**said, "file": sent})["id"]
    ctx = author.acting(3, morning(-8))
    made = documents.add(ctx, CRM, number, subjects.subject_of(owner.DEAL, DEAL), documents.Said())
    conversion.stop(ctx.tx, made["ID"])
    ctx.tx.update(DOCUMENT, {"ID": made["ID"]}, {"STATE": conversion.DONE})
