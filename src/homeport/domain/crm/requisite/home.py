"""The fields that people add to requisites.

Source: ``api-reference/crm/requisites/user-fields/``.
"""

from homeport.domain.crm import events
from homeport.domain.crm.requisite.tables import PRESET_FIELD, REQUISITE
from homeport.domain.user_fields.definitions import Definition
from homeport.domain.user_fields.homes import Home
from homeport.domain.user_fields.types import ENUMERATION
from homeport.store import Transaction


def _no_longer_shown(tx: Transaction, definition: Definition) -> None:
    """Templates do not show a field that is gone."""
    tx.delete(PRESET_FIELD, FIELD_NAME=definition.name)


HOME = Home(
    entity_id="CRM_REQUISITE",
    table=REQUISITE,
    prefix="UF_CRM_",
    event=events.code_of(f"{events.REQUISITE}USERFIELD", "{verb}"),
    scope=events.CRM,
    types=frozenset({"string", "boolean", "double", "datetime", ENUMERATION}),
    forget=_no_longer_shown,
)
"""Where they are. Lists are among their types as pages of events speak of them, and of their entries."""
