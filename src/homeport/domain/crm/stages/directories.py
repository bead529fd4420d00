"""The standard directories of a new portal, and the stages that a new pipeline starts with.

Codes are those the documentation lists: ``api-reference/crm/status/``, ``crm/leads/crm-lead-add.md`` (sources and lead
stages), ``crm/call-list/crm-calllist-statuslist.md``. Names and colours are ours where it gives none.
"""

from typing import NamedTuple

from homeport.core import owner

SUCCESS = "S"
FAILURE = "F"
IN_PROGRESS = "P"
"""How stages group. Rows in progress store no letter."""


class Entry(NamedTuple):
    """One entry of a directory.

    :param status_id: its code
    :param name: as people see it
    :param system: whether it came with the portal and may only be deleted by force
    :param semantics: ``S`` for won, ``F`` for lost, None in progress and outside of stages
    :param color: of the column of a stage; None outside of stages
    """

    status_id: str
    name: str
    system: bool = False
    semantics: str | None = None
    color: str | None = None


class Semantics(NamedTuple):
    """Which stages of a directory begin and end it, without the prefix of a pipeline."""

    start: str
    success: str
    failure: str


class Directory(NamedTuple):
    """A standard directory.

    :param code: its ``ENTITY_ID``
    :param name: as people see it
    :param entity_type_id: the type whose stages it holds; None for plain lists of values
    :param semantics: of a directory of stages
    """

    code: str
    name: str
    entries: tuple[Entry, ...]
    entity_type_id: int | None = None
    semantics: Semantics | None = None


_BEGIN, _NEXT, _MIDDLE, _LATE, _LAST = "#39A8EF", "#2FC6F6", "#55D0E0", "#47E4C2", "#FFA900"
_WON, _LOST = "#7BD500", "#FF5752"

DEAL_STAGES = (
    Entry("NEW", "New", True, None, _BEGIN),
    Entry("PREPARATION", "Document preparation", False, None, _NEXT),
    Entry("PREPAYMENT_INVOICE", "Prepayment invoice", False, None, _MIDDLE),
    Entry("EXECUTING", "In progress", False, None, _LATE),
    Entry("FINAL_INVOICE", "Final invoice", False, None, _LAST),
    Entry("WON", "Deal successful", True, SUCCESS, _WON),
    Entry("LOSE", "Deal failed", True, FAILURE, _LOST),
    Entry("APOLOGY", "Failure reason analysis", False, FAILURE, _LOST),
)
DEAL_SEMANTICS = Semantics("NEW", "WON", "LOSE")

INVOICE_STAGES = (
    Entry("N", "New", True, None, _BEGIN),
    Entry("S", "Sent to client", False, None, _NEXT),
    Entry("P", "Paid", True, SUCCESS, _WON),
    Entry("D", "Not paid", True, FAILURE, _LOST),
)

DYNAMIC_STAGES = (
    Entry("NEW", "Start", True, None, _BEGIN),
    Entry("PREPARATION", "Preparation", False, None, _NEXT),
    Entry("CLIENT", "Approval", False, None, _MIDDLE),
    Entry("SUCCESS", "Success", True, SUCCESS, _WON),
    Entry("FAIL", "Failure", True, FAILURE, _LOST),
)

STANDARD = (
    Directory(
        "STATUS",
        "Lead stages",
        (
            Entry("NEW", "Unprocessed", True, None, _BEGIN),
            Entry("IN_PROCESS", "In process", False, None, _NEXT),
            Entry("PROCESSED", "Processed", False, None, _MIDDLE),
            Entry("CONVERTED", "High-quality lead", True, SUCCESS, _WON),
            Entry("JUNK", "Low-quality lead", True, FAILURE, _LOST),
        ),
        owner.LEAD,
        Semantics("NEW", "CONVERTED", "JUNK"),
    ),
    Directory(
        "SOURCE",
        "Sources",
        (
            Entry("CALL", "Call", True),
            Entry("EMAIL", "E-mail", True),
            Entry("WEB", "Website", True),
            Entry("ADVERTISING", "Advertising"),
            Entry("PARTNER", "Existing client"),
            Entry("RECOMMENDATION", "By recommendation"),
            Entry("TRADE_SHOW", "Trade show"),
            Entry("WEBFORM", "CRM form", True),
            Entry("CALLBACK", "Callback", True),
            Entry("RC_GENERATOR", "Sales generator", True),
            Entry("STORE", "Online store", True),
            Entry("OTHER", "Other"),
        ),
    ),
    Directory(
        "CONTACT_TYPE",
        "Contact type",
        (
            Entry("CLIENT", "Client"),
            Entry("SUPPLIER", "Supplier"),
            Entry("PARTNER", "Partner"),
            Entry("OTHER", "Other"),
        ),
    ),
    Directory(
        "COMPANY_TYPE",
        "Company type",
        (
            Entry("CUSTOMER", "Client"),
            Entry("SUPPLIER", "Supplier"),
            Entry("COMPETITOR", "Competitor"),
            Entry("PARTNER", "Partner"),
            Entry("OTHER", "Other"),
        ),
    ),
    Directory(
        "EMPLOYEES",
        "Number of employees",
        (
            Entry("EMPLOYEES_1", "Fewer than 50"),
            Entry("EMPLOYEES_2", "50 to 250"),
            Entry("EMPLOYEES_3", "250 to 500"),
            Entry("EMPLOYEES_4", "More than 500"),
        ),
    ),
    Directory(
        "INDUSTRY",
        "Industry",
        (
            Entry("IT", "Information technology"),
            Entry("TELECOM", "Telecommunications"),
            Entry("MANUFACTURING", "Manufacturing"),
            Entry("BANKING", "Banking"),
            Entry("CONSULTING", "Consulting"),
            Entry("FINANCE", "Finance"),
            Entry("GOVERNMENT", "Government"),
            Entry("DELIVERY", "Delivery"),
            Entry("ENTERTAINMENT", "Entertainment"),
            Entry("NOTPROFIT", "Non-profit"),
            Entry("OTHER", "Other"),
        ),
    ),
    Directory(
        "DEAL_TYPE",
        "Deal type",
        (
            Entry("SALE", "Sale", True),
            Entry("COMPLEX", "Integrated sale"),
            Entry("GOODS", "Sale of goods"),
            Entry("SERVICES", "Services"),
            Entry("SERVICE", "After-sales service"),
        ),
    ),
    Directory("DEAL_STAGE", "General deal stages", DEAL_STAGES, owner.DEAL, DEAL_SEMANTICS),
    Directory(
        "QUOTE_STATUS",
        "Quote stages",
        (
            Entry("DRAFT", "New", True, None, _BEGIN),
            Entry("SENT", "Sent to client", False, None, _NEXT),
            Entry("APPROVED", "Accepted", True, SUCCESS, _WON),
            Entry("DECLAINED", "Declined", True, FAILURE, _LOST),
        ),
        owner.QUOTE,
        Semantics("DRAFT", "APPROVED", "DECLAINED"),
    ),
    Directory(
        "HONORIFIC", "Salutations", (Entry("HNR_EN_1", "Mr."), Entry("HNR_EN_2", "Mrs."), Entry("HNR_EN_3", "Ms."))
    ),
    Directory(
        "EVENT_TYPE",
        "Event type",
        (Entry("INFO", "Information", True), Entry("PHONE", "Phone call", True), Entry("MESSAGE", "E-mail sent", True)),
    ),
    Directory(
        "CALL_LIST",
        "Call statuses",
        (
            Entry("IN_WORK", "In progress", True),
            Entry("SUCCESS", "Successful", True),
            Entry("WRONG_NUMBER", "Wrong number"),
            Entry("STOP_CALLING", "Do not call again"),
        ),
    ),
)
"""The directories that do not depend on pipelines, and that of the deals' default one."""

OLD_INVOICES = Directory("INVOICE_STATUS", "Statuses of old invoices", INVOICE_STAGES)
"""That of old invoices, which are no records as others are."""


MAX_CODE = 21
"""Characters of a stage's code with its prefix; ``how-to-get-elements-by-stage-filter.md``."""

DOCUMENT_STAGES = {36: "SMART_DOCUMENT_STAGE_{category}", 39: "SMART_B2E_DOC_STAGE_{category}"}
"""The directories of the stages of documents, which are no records here."""


class Pipeline(NamedTuple):
    """Where the stages of a category are, and what they are called.

    :param directory: the ``ENTITY_ID``
    :param prefix: before the code of each stage and a colon; empty for the default one of deals
    :param entries: the stages that it starts with
    """

    directory: str
    prefix: str
    entries: tuple[Entry, ...]

    def coded(self, status_id: str) -> str:
        """A stage's code in this pipeline, cut to its greatest length."""
        return f"{self.prefix}:{status_id}"[:MAX_CODE] if self.prefix else status_id


def pipeline_of(entity_type_id: int, category_id: int) -> Pipeline:
    """The pipeline of a category, whether or not it exists."""
    if entity_type_id == owner.DEAL:
        if category_id == 0:
            return Pipeline("DEAL_STAGE", "", DEAL_STAGES)
        return Pipeline(f"DEAL_STAGE_{category_id}", f"C{category_id}", DEAL_STAGES)
    prefix = f"DT{entity_type_id}_{category_id}"
    if entity_type_id == owner.SMART_INVOICE:
        return Pipeline(f"SMART_INVOICE_STAGE_{category_id}", prefix, INVOICE_STAGES)
    if entity_type_id in DOCUMENT_STAGES:
        return Pipeline(DOCUMENT_STAGES[entity_type_id].format(category=category_id), prefix, DYNAMIC_STAGES)
    return Pipeline(f"DYNAMIC_{entity_type_id}_STAGE_{category_id}", prefix, DYNAMIC_STAGES)
