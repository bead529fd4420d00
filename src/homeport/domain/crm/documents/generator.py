"""The family of the document generator that is about records.

Source: ``api-reference/crm/document-generator/``.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation, Rights
from homeport.domain.crm import events, papers
from homeport.domain.crm.documents import subjects
from homeport.domain.crm.documents.record_source import RecordSource
from homeport.domain.crm.entities import exists
from homeport.domain.crm.timeline import bindings
from homeport.domain.crm.timeline.tables import ENTRY, LOG
from homeport.domain.documentgenerator import fields, permissions
from homeport.domain.documentgenerator.generators import (
    Generator,
    documents_of,
    spoken_of_documents,
    spoken_of_templates,
    templates_of,
)
from homeport.domain.records.collection import ADD, Access
from homeport.domain.records.fields import Values

NOT_VIEWED = ErrorKind("", "You do not have permissions to view documents")
NOT_OF_CRM = ErrorKind("", "Document not found")
ICON = "document"


def _grant(ctx: Ctx, operation: Operation) -> Rights | None:
    return ctx.actor.rights if permissions.document_grant(ctx, operation) else None


def _covers(rights: Any, row: FromClause, scans: bool) -> ColumnElement[bool]:
    """Documents of records that the caller may read, whatever is done to them."""
    return papers.leads(rights, Operation.READ, row, "ENTITY")


def _told(ctx: Ctx, verb: str, row: Values) -> None:
    record = Owner(row["ENTITY_TYPE_ID"], row["ENTITY_ID"])
    events.document(ctx, verb, row["ID"], record)
    if verb == ADD and exists(ctx.tx, record):
        entry = {"KIND": LOG, "CREATED": ctx.clock.stamp(), "AUTHOR_ID": ctx.actor.user_id, "CLIENT_ID": None}
        texts = {"TITLE": "Document created", "COMMENT": row["TITLE"], "ICON": ICON}
        bindings.attach(ctx.tx, ctx.tx.insert(ENTRY, {**entry, **texts}), record)


def source_of(ctx: Ctx, subject: Values, said: Mapping[str, Any]) -> RecordSource:
    """The record that a document is about, as its source."""
    return RecordSource(ctx, subjects.record_of(subject), said)


CRM = GENERATOR = Generator(
    module="crm",
    door="crm.documentgenerator",
    templates=templates_of("crm", fields.CRM_TEMPLATE),
    documents=documents_of("crm", fields.CRM_DOCUMENT, Access(_grant, _covers)),
    template_dialect=spoken_of_templates(permissions.NOT_TEMPLATES_IN_CRM),
    document_dialect=spoken_of_documents(NOT_VIEWED, permissions.ACCESS_DENIED),
    not_mine=permissions.ACCESS_DENIED,
    denied=permissions.ACCESS_DENIED,
    foreign=NOT_OF_CRM,
    needed=("NAME", "NUMERATOR_ID", "REGION", "SOURCES"),
    source=source_of,
    require_subject=subjects.require,
    tells=_told,
)
