"""Roles: the same rights for several people, to all sites of a section or to some of them. People make no others.

Source: ``landing/rights/role-model/``.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.domain.landing import rights, sections
from homeport.domain.landing.refusals import DENIED, NO_LIST, NOT_ADMIN, WRONG_ROLE
from homeport.domain.landing.tables import RIGHT, ROLE, SITE
from homeport.domain.portal.people import access_codes
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction

ADMIN, MANAGER = "ADMIN", "MANAGER"
MENU, CREATE = "menu24", "create"
MOST_LETTERS = 100
MOST_CODES = 1000


class Role(NamedTuple):
    """A role of a section, as a new portal has it."""

    id: int
    section: str
    xml_id: str
    title: str
    codes: tuple[str, ...]


ROLES = {
    role.id: role
    for place, section in enumerate(sections.TYPES)
    for role in (
        Role(2 * place + 1, section, ADMIN, "Administrator", ("G1",)),
        Role(2 * place + 2, section, MANAGER, "Manager", (access_codes.EVERYONE,)),
    )
}

_STATE = Query(select(ROLE.c.CODES, ROLE.c.RIGHTS, ROLE.c.ADDITIONAL).where(ROLE.c.ID == bindparam("id")))
_SITE_IDS = Query(select(SITE.c.ID).where(SITE.c.SECTION == bindparam("section")))


class State(NamedTuple):
    """Who has a role, and what it allows.

    :param rights: operations by the numbers of sites; those of 0 for all others
    """

    codes: list[str]
    rights: dict[str, list[str]]
    additional: list[str]


def listed(section: str) -> list[dict[str, str]]:
    """The roles of a section."""
    found = [role for role in ROLES.values() if role.section == section]
    return [{"ID": str(role.id), "TITLE": role.title, "XML_ID": role.xml_id} for role in found]


def find(given: int | None, section: str) -> Role:
    """A role of a section.

    :raises CallError: ``WRONG_ROLE``
    """
    role = ROLES.get(given or 0)
    if role is None or role.section != section:
        raise WRONG_ROLE()
    return role


def state_of(tx: Transaction, role: Role) -> State:
    """What has become of a role."""
    row = tx.one(_STATE, id=role.id)
    if row is not None:
        return State(*(json.loads(each) for each in row))
    prefix = sections.PREFIXES[role.section]
    return State(list(role.codes), {"0": list(rights.OPERATIONS)}, [prefix + MENU, prefix + CREATE])


def assign(ctx: Ctx, role: Role, given: Any) -> None:
    """Say who has a role, in place of those who had it; left out, what they were allowed stays allowed.

    :param given: access codes; None: left out
    :raises CallError: ``NO_LIST``
    """
    if given is not None and not isinstance(given, list | dict):
        raise NO_LIST()
    codes = [code for code in access_codes.read(given or []) if 0 < len(code) <= MOST_LETTERS][:MOST_CODES]
    _touch(ctx.tx, role.section)
    state = state_of(ctx.tx, role)._replace(codes=codes)
    _put(ctx.tx, role, state, applied=given is not None)


def allow(ctx: Ctx, role: Role, given: Any, additional: Any) -> None:
    """Say what a role allows, in place of what it did.

    :param given: operations by the numbers of sites; what names no site of the section is left out
    :param additional: what it allows beside sites; None: as before
    """
    known = {"0", *(str(number) for (number,) in ctx.tx.all(_SITE_IDS, section=role.section))}
    allowed: dict[str, list[str]] = {}
    for site, operations in as_map(given).items():
        if site in known and isinstance(operations, list | dict):
            allowed[site] = cleaned(operations)
        else:
            ctx.drop("rights", site)
    _touch(ctx.tx, role.section)
    state = state_of(ctx.tx, role)._replace(rights=allowed)
    if isinstance(additional, list | dict):
        prefix = sections.PREFIXES[role.section]
        said = as_map(additional).values()
        state = state._replace(additional=[each for each in (prefix + MENU, prefix + CREATE) if each in said])
    _put(ctx.tx, role, state, applied=True)


def cleaned(given: Any) -> list[str]:
    """Operations as they are kept: one that refuses stands alone, and unknown ones are ignored."""
    said = [each for each in as_map(given).values() if isinstance(each, str)]
    return [rights.REFUSED] if rights.REFUSED in said else [each for each in rights.OPERATIONS if each in said]


def may_create(ctx: Ctx, section: str) -> bool:
    """Whether the caller may make sites of a section."""
    if ctx.actor.is_admin:
        return True
    if not ctx.actor.is_employee:
        return False
    if not rights.has_roles(ctx.tx):
        return True
    codes, wanted = rights.codes_of(ctx), sections.PREFIXES[section] + CREATE
    states = (state_of(ctx.tx, role) for role in ROLES.values() if role.section == section)
    return any(wanted in state.additional and not codes.isdisjoint(state.codes) for state in states)


def require_full(ctx: Ctx, section: str) -> None:
    """Refuse whoever has not the whole section: an administrator has, and whom its role of administrators names.

    :raises CallError: ``DENIED``, ``NOT_ADMIN``
    """
    if ctx.actor.is_admin:
        return
    if not ctx.actor.is_employee:
        raise DENIED()
    role = next(each for each in ROLES.values() if each.section == section and each.xml_id == ADMIN)
    if rights.codes_of(ctx).isdisjoint(state_of(ctx.tx, role).codes):
        raise NOT_ADMIN()


def own(ctx: Ctx, site: int, given: Any) -> None:
    """Give a site rights of its own in the extended model, in place of those that it had.

    :param site: 0: those of all sites that have none of their own
    :param given: operations by access codes
    """
    rows = []
    for code, said in as_map(given).items():
        if not isinstance(said, list | dict) or not 0 < len(code) <= MOST_LETTERS:
            ctx.drop("rights", code)
            continue
        operations = cleaned(said)
        if operations != [rights.REFUSED] and rights.READ not in operations:
            operations.insert(0, rights.READ)
        rows += [_right(0, "", site, code, operation) for operation in operations]
    ctx.tx.delete(RIGHT, ROLE_ID=0, SITE_ID=site)
    ctx.tx.insert_many(RIGHT, rows[: MOST_CODES * len(rights.OPERATIONS)])


def forget_site(tx: Transaction, site: int) -> None:
    """Remove the rights to a site that is deleted."""
    tx.delete(RIGHT, SITE_ID=site)
    for role in ROLES.values():
        state = state_of(tx, role)
        if state.rights.pop(str(site), None) is not None:
            _keep(tx, role, state)


def _touch(tx: Transaction, section: str) -> None:
    """Write down the roles of a section as they are, before the first one of them is changed."""
    for role in ROLES.values():
        if role.section == section and tx.one(_STATE, id=role.id) is None:
            _put(tx, role, state_of(tx, role), applied=True)


def _put(tx: Transaction, role: Role, state: State, *, applied: bool) -> None:
    _keep(tx, role, state)
    if applied:
        tx.delete(RIGHT, ROLE_ID=role.id)
        tx.insert_many(
            RIGHT,
            [
                _right(role.id, role.section, int(site), code, operation)
                for site, operations in state.rights.items()
                for code in state.codes
                for operation in operations or [""]
            ],
        )


def _keep(tx: Transaction, role: Role, state: State) -> None:
    tx.delete(ROLE, ID=role.id)
    values = {name: json.dumps(value) for name, value in zip(("CODES", "RIGHTS", "ADDITIONAL"), state, strict=True)}
    tx.insert(ROLE, {"ID": role.id, **values})


def _right(role: int, section: str, site: int, code: str, operation: str) -> Mapping[str, Any]:
    return {"ROLE_ID": role, "SECTION": section, "SITE_ID": site, "CODE": code, "OPERATION": operation}
