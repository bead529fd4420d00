"""The part of a portal that each table of a file is."""

from typing import Any

from homeport.domain.catalog.measures import MEASURES
from homeport.domain.catalog.sections import SECTIONS
from homeport.domain.catalog.stores import STORES
from homeport.domain.catalog.vats import VATS
from homeport.domain.declared import schema
from homeport.domain.declared.activities import Activities, Comments
from homeport.domain.declared.author import Author
from homeport.domain.declared.collections import Products, Rows, Statuses
from homeport.domain.declared.credentials import Apps, Webhooks
from homeport.domain.declared.currencies import Currencies
from homeport.domain.declared.events import Events
from homeport.domain.declared.groups import Groups
from homeport.domain.declared.outgoing import OutgoingWebhooks
from homeport.domain.declared.part import Part, Work
from homeport.domain.declared.people import Departments, Roles, Users
from homeport.domain.declared.pipelines import Pipelines
from homeport.domain.declared.reading import Declaration
from homeport.domain.declared.record_kinds import ENTITIES, ITEMS
from homeport.domain.declared.records import Records
from homeport.domain.declared.tasks import Tasks
from homeport.domain.declared.types import Types
from homeport.domain.declared.user_fields import UserFields
from homeport.domain.sale.deliveries import LISTED as DELIVERIES
from homeport.domain.sale.person_types import PERSON_TYPES


def parts_of(work: Work, declared: Declaration) -> dict[str, Part[Any]]:
    """What applies each table of a file, and each table of items of its smart processes."""
    author = Author(work)
    parts: dict[str, Part[Any]] = {
        "departments": Departments(work),
        "users": Users(work),
        "roles": Roles(work),
        "webhooks": Webhooks(work),
        "outgoing": OutgoingWebhooks(work),
        "apps": Apps(work),
        "currencies": Currencies(work, author),
        "measures": Rows(work, author, MEASURES, known_by=("CODE",)),
        "vats": Rows(work, author, VATS, known_by=("NAME",)),
        "stores": Rows(work, author, STORES, known_by=("ADDRESS",)),
        "sections": Rows(work, author, SECTIONS, known_by=("NAME",)),
        "products": Products(work, author),
        "payers": Rows(work, author, PERSON_TYPES, known_by=("NAME",)),
        "delivery_services": Rows(work, author, DELIVERIES, known_by=("NAME",)),
        "types": Types(work, author),
        "pipelines": Pipelines(work, author),
        "statuses": Statuses(work, author),
        "user_fields": UserFields(work, author),
        "groups": Groups(work, author),
        "tasks": Tasks(work, author),
        "events": Events(work, author),
        schema.ACTIVITIES: Activities(work, author),
        schema.COMMENTS: Comments(work, author),
    }
    for kind in (*ENTITIES, *(f"{ITEMS}.{entry.key}" for entry in declared.entries["types"])):
        parts[kind] = Records(work, author, type_id_of(declared, kind))
    return parts


def type_id_of(declared: Declaration, kind: str) -> int:
    """The type of the records of a table."""
    if kind in ENTITIES:
        return ENTITIES[kind]
    name = kind.removeprefix(f"{ITEMS}.")
    found: int = next(entry for entry in declared.entries["types"] if entry.key == name).values["ENTITY_TYPE_ID"]
    return found
