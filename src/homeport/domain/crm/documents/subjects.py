"""What documents of the CRM are about: records.

Sources: ``crm-document-generator-document-add.md``, ``-upload.md``; ``how-to-generate-documents.md``.
"""

from collections.abc import Sequence
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.core.values import read_integer
from homeport.domain.crm import papers
from homeport.domain.documentgenerator.documents import UNMADE
from homeport.domain.documentgenerator.generators import NO_VALUE
from homeport.domain.documentgenerator.permissions import ACCESS_DENIED
from homeport.domain.records.fields import Values

NO_PROVIDER = ErrorKind("0", "No provider for entityTypeId")


def subject_of(type_id: Any, entity_id: Any) -> Values:
    """A record that a client names, as columns; 0 for what is no number."""
    return {"ENTITY_TYPE_ID": number_of(type_id), "ENTITY_ID": number_of(entity_id)}


def number_of(given: Any) -> int:
    """A number that a client sent; 0 for what is none."""
    try:
        return read_integer(given, None) or 0  # type: ignore[arg-type]  # where it is makes no difference to a number
    except (ValueError, OverflowError):
        return 0


def record_of(subject: Values) -> Owner:
    """The record that a document is about."""
    return Owner(subject["ENTITY_TYPE_ID"], subject["ENTITY_ID"])


def require(ctx: Ctx, subject: Values, sources: Sequence[str]) -> None:
    """Refuse what no document can be about. A record that there is not has empty fields, as the tutorial says.

    :param sources: the types of records, each perhaps with a pipeline, that the template is for; none for all.
        Pipelines are not looked at
    :raises CallError: :data:`NO_PROVIDER`, ``NO_VALUE``, ``DOCGEN_ACCESS_ERROR``, ``UNMADE`` for another type
    """
    require_type(ctx, subject)
    if subject["ENTITY_ID"] <= 0:
        raise NO_VALUE()
    require_readable(ctx, subject)
    record = record_of(subject)
    types = {source.partition("_")[0] for source in sources}
    if types and str(record.entity_type_id) not in types:
        raise UNMADE()


def require_type(ctx: Ctx, subject: Values) -> None:
    """Refuse a type of records that there is not.

    :raises CallError: :data:`NO_PROVIDER`
    """
    if not papers.is_type(ctx.tx, subject["ENTITY_TYPE_ID"]):
        raise NO_PROVIDER()


def require_readable(ctx: Ctx, subject: Values) -> None:
    """Refuse a record that the caller may not read.

    :raises CallError: ``DOCGEN_ACCESS_ERROR``
    """
    record = record_of(subject)
    if papers.exists(ctx.tx, record) and not papers.may(ctx, Operation.READ, record):
        raise ACCESS_DENIED()
