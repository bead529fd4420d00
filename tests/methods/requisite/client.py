"""A client's requisites, made through the wire."""

from typing import Any

from homeport.domain.portal.people import roles
from homeport.store import Transaction
from tests.conftest import Api, Wire

CONTACT, COMPANY, REQUISITE, LEAD, DEAL, QUOTE = 3, 4, 8, 1, 2, 7
NOBODY = 999_999


def company(api: Api, **fields: Any) -> int:
    number: int = api("crm.company.add", fields={"TITLE": "Pier & Sons", **fields})
    return number


def requisite(api: Api, owner: int, type_id: int = COMPANY, **fields: Any) -> int:
    given = {"ENTITY_TYPE_ID": type_id, "ENTITY_ID": owner, "PRESET_ID": 1, "NAME": "Main", **fields}
    number: int = api("crm.requisite.add", fields=given)
    return number


def account(api: Api, requisite_id: int, **fields: Any) -> int:
    given = {"ENTITY_ID": requisite_id, "NAME": "Harbour Bank", **fields}
    number: int = api("crm.requisite.bankdetail.add", fields=given)
    return number


def key(owner: int, type_id: int = REQUISITE, of_type: int = 1) -> dict[str, int]:
    return {"TYPE_ID": of_type, "ENTITY_TYPE_ID": type_id, "ENTITY_ID": owner}


def addresses(api: Api, **conditions: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api("crm.address.list", filter=conditions)
    return found


def ids(rows: list[dict[str, Any]]) -> list[int]:
    return [int(row["ID"]) for row in rows]


def allow(wire: Wire, **rules: dict[str, str]) -> None:
    """Let every role allow this and nothing else."""

    def write(tx: Transaction) -> None:
        for role in roles.listed(tx):
            roles.set_rules(tx, role["ID"], rules)

    wire.portal.store.write_now(write)
