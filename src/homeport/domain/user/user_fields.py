"""User fields of users: whose they are, who sees them, and users as they are with them.

Sources: ``api-reference/user/userfields/index.md``, ``user-scope.md``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Table

from homeport.core.errors import ErrorKind
from homeport.domain.portal.tables import USER
from homeport.domain.records.fields import FieldTable
from homeport.domain.user.fields import FIELDS
from homeport.domain.user_fields import defining, definitions, fields
from homeport.domain.user_fields.definitions import Definitions
from homeport.domain.user_fields.fields import UserField
from homeport.domain.user_fields.homes import Home
from homeport.store import Transaction

SCOPE = "user.userfield"
"""What a credential needs to make such fields, and beside a limited version of ``user`` to read their values."""

HOME = Home("USER", USER, "UF_USR_", "", SCOPE)
"""No event is documented for changes of these fields."""

REFUSALS = defining.CLASSIC._replace(
    type_empty=ErrorKind("ERROR_ARGUMENT", "Argument 'USER_TYPE_ID' is null or empty"),
    exists=ErrorKind("ERROR_CORE", "Field {name} for {entity} object already exists"),
    too_many=ErrorKind("ERROR_CORE", "Fail to create new user field"),
)


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Users with the fields that administrators have added to them.

    :param table: the table of users with the columns of these fields
    :param fields: what clients write of users
    :param added: the added fields by name
    """

    table: Table
    fields: FieldTable
    added: dict[str, UserField]


BARE = People(USER, FIELDS, {})


def people_of(tx: Transaction) -> People:
    """Users with the fields that they have by now."""
    found = definitions.of(tx, HOME.entity_id)
    return _extended(found) if found.fields else BARE


def sees(scopes: Iterable[str]) -> bool:
    """Whether a credential with these scopes may read values of such fields."""
    return not {"user", SCOPE}.isdisjoint(scopes)


@lru_cache(64)
def _extended(found: Definitions) -> People:
    table, wider = fields.extended(USER, FIELDS, found)
    return People(table, wider, {field.name: field for field in fields.user_fields(wider)})
