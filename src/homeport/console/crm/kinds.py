"""The kinds of records that have pages: where they are, and what of a record is shown where. Data, no rules.

Fields are named as ``crm.item.*`` names them.
"""

from dataclasses import dataclass, replace

from homeport.console.caller import Caller
from homeport.console.pages import ProblemError
from homeport.core import owner


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of records.

    :param code: its word in paths: ``/crm/{code}/``
    :param one: what one record is called
    :param many: what several are called
    :param icon: a name in ``icons.html``
    :param columns: what a list shows beside the name
    :param search: the fields in which a list searches for a text
    :param main: what a record's card shows first, and its form asks for
    :param name: the fields whose values, one after another, are what a record is called
    :param stages: the directory of the stages of its first pipeline; empty where it has none
    :param pipeline_stages: the directory of the stages of another pipeline
    :param has_pipelines: whether its records are in pipelines
    :param reached_by: the multifields that it has
    """

    type_id: int
    code: str
    one: str
    many: str
    icon: str
    columns: tuple[str, ...]
    search: tuple[str, ...]
    main: tuple[str, ...]
    name: tuple[str, ...] = ("title",)
    stages: str = ""
    pipeline_stages: str = ""
    has_pipelines: bool = False
    reached_by: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Its list."""
        return f"/crm/{self.code}/"

    @property
    def symbol(self) -> str:
        """Its name among the types of CRM objects."""
        return owner.code_of(self.type_id)

    @property
    def headline(self) -> str:
        """The field by which the column of names is sorted."""
        return self.name[-1]

    def directory(self, category: int) -> str:
        """The directory of the stages in a pipeline."""
        if category and self.pipeline_stages:
            return self.pipeline_stages.format(category=category)
        return self.stages.format(category=category)

    def path_to(self, entity_id: int) -> str:
        """The card of one record."""
        return f"{self.path}{entity_id}/"


_PERSON = ("honorific", "name", "secondName", "lastName", "post", "birthdate")
_REACHED = ("PHONE", "EMAIL", "WEB", "IM")
_MONEY = ("opportunity", "currencyId")
_CLIENT = ("companyId", "contactIds")

LEAD = Kind(
    owner.LEAD, "lead", "Lead", "Leads", "lead",
    columns=("stageId", "opportunity", "sourceId", "assignedById", "createdTime"),
    search=("title", "name", "lastName", "companyTitle"),
    main=("title", *_MONEY, *_PERSON[:5], "companyTitle", *_CLIENT, "sourceId", "assignedById", "opened", "comments"),
    stages="STATUS",
    reached_by=_REACHED,
)  # fmt: skip
DEAL = Kind(
    owner.DEAL, "deal", "Deal", "Deals", "deal",
    columns=("stageId", "opportunity", "companyId", "contactId", "assignedById", "closedate"),
    search=("title",),
    main=(
        "title", *_MONEY, "probability", *_CLIENT, "typeId", "sourceId", "begindate", "closedate", "assignedById",
        "opened", "comments",
    ),
    stages="DEAL_STAGE",
    pipeline_stages="DEAL_STAGE_{category}",
    has_pipelines=True,
)  # fmt: skip
CONTACT = Kind(
    owner.CONTACT, "contact", "Contact", "Contacts", "contact",
    columns=("companyId", "post", "phone", "email", "assignedById", "createdTime"),
    search=("name", "lastName", "post"),
    main=(*_PERSON, "companyIds", "typeId", "sourceId", "address", "assignedById", "opened", "comments"),
    name=("name", "lastName"),
    reached_by=_REACHED,
)  # fmt: skip
COMPANY = Kind(
    owner.COMPANY, "company", "Company", "Companies", "company",
    columns=("typeId", "industry", "phone", "email", "assignedById", "createdTime"),
    search=("title",),
    main=(
        "title", "typeId", "industry", "employees", "revenue", "currencyId", "address", "assignedById", "opened",
        "comments",
    ),
    reached_by=_REACHED,
)  # fmt: skip
QUOTE = Kind(
    owner.QUOTE, "quote", "Quote", "Quotes", "quote",
    columns=("stageId", "opportunity", "companyId", "assignedById", "closedate"),
    search=("title", "quoteNumber"),
    main=("title", *_MONEY, *_CLIENT, "dealId", "begindate", "closedate", "assignedById", "opened", "content", "terms"),
    stages="QUOTE_STATUS",
)  # fmt: skip
INVOICE = Kind(
    owner.SMART_INVOICE, "invoice", "Invoice", "Invoices", "quote",
    columns=("stageId", "opportunity", "companyId", "assignedById", "closedate"),
    search=("title", "accountNumber"),
    main=("title", *_MONEY, *_CLIENT, "begindate", "closedate", "parentId2", "assignedById", "opened", "comments"),
    stages="SMART_INVOICE_STAGE_{category}",
    has_pipelines=True,
)  # fmt: skip
_ITEM = replace(
    INVOICE,
    icon="type",
    columns=("stageId", "companyId", "assignedById", "createdTime"),
    search=("title",),
    main=("title", *_MONEY, *_CLIENT, "begindate", "closedate", "parentId2", "assignedById", "opened"),
)

BUILT_IN = (LEAD, DEAL, CONTACT, COMPANY, QUOTE, INVOICE)

PICTURES = {"1": "meeting", "2": "call", "4": "email"}
"""The icons of activities, by TYPE_ID."""


class Kinds:
    """The kinds of a portal.

    :param titles: of its smart processes, by their type ids
    """

    def __init__(self, titles: dict[int, str]) -> None:
        dynamic = (
            replace(_ITEM, type_id=type_id, code=f"dynamic-{type_id}", one=title, many=title,
                    stages=f"DYNAMIC_{type_id}_STAGE_{{category}}")
            for type_id, title in titles.items()
        )  # fmt: skip
        self.by_type = {kind.type_id: kind for kind in (*BUILT_IN, *dynamic)}
        self._by_code = {kind.code: kind for kind in self.by_type.values()}

    @property
    def dynamic(self) -> list[Kind]:
        """The smart processes."""
        return [kind for kind in self.by_type.values() if kind.type_id >= owner.FIRST_DYNAMIC]

    def of_code(self, code: str) -> Kind:
        """The kind that a path names.

        :raises ProblemError: when there is none
        """
        if code not in self._by_code:
            raise ProblemError("There is no such page", "The address may be mistyped, or the type has gone.", 404)
        return self._by_code[code]


async def kinds_of(call: Caller) -> Kinds:
    """The kinds of a portal, with its smart processes."""
    told = await call("crm.enum.ownertype")
    return Kinds({each["ID"]: each["NAME"] for each in told if each["ID"] >= owner.FIRST_DYNAMIC})
