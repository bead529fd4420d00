"""Webhooks, applications and passwords: what is secret is hashed, and compared by its hash."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.clock import to_stored
from homeport.core.values import parse_moment
from homeport.domain.app import applications
from homeport.domain.declared.part import Part, Values
from homeport.domain.declared.people import MEMBER_KINDS, members, of_kind
from homeport.domain.declared.reading import Declaration, Entry
from homeport.domain.portal import generation
from homeport.domain.portal.apps import apps
from homeport.domain.portal.apps.apps import Keys
from homeport.domain.portal.apps.tables import APP
from homeport.domain.portal.credentials import webhooks
from homeport.domain.portal.credentials.codes import hash_code
from homeport.domain.portal.people import passwords, users
from homeport.domain.portal.tables import WEBHOOK
from homeport.store import Query, Transaction

_WEBHOOK = Query(select(WEBHOOK).where(WEBHOOK.c.ID == bindparam("id")))
_HASHED = Query(select(WEBHOOK.c.ID).where(WEBHOOK.c.CODE_HASH == bindparam("hashed")))
_APP = Query(select(APP).where(APP.c.ID == bindparam("id")))

MIN_CODE = 6
"""Characters of a fixed webhook code: they are for tests, yet not to be guessed at once."""
MAX_CODE = 64
DEFAULT_SCOPE = "crm"


def hashed_passwords(tx: Transaction, declared: Declaration) -> dict[str, str]:
    """The hashes of those passwords that are not what the users have now, by the users' names in the file.

    Hashing takes long, so this is done before the transaction that writes. Unfit passwords are noted as problems.
    """
    found = {}
    for entry in declared.entries["users"]:
        password = entry.values.get("PASSWORD")
        if password is None:
            continue
        known = passwords.find(tx, entry.values["EMAIL"])
        if known is not None and passwords.matches(known[1], password):
            continue
        try:
            found[entry.key] = passwords.hashed(password)
        except passwords.UnfitPasswordError as error:
            declared.source.problem(entry.paths["PASSWORD"], str(error))
    return found


class Webhooks(Part[int]):
    """Incoming webhooks with fixed codes."""

    def identity(self, record_id: int) -> str:
        found = self.look(record_id)
        assert found is not None
        return str(found["CODE_HASH"])

    def by_identity(self, identity: str) -> int | None:
        found: int | None = self.tx.value(_HASHED, hashed=identity)
        return found

    def find(self, entry: Entry) -> int | None:
        return self.by_identity(hash_code(self.work.key, entry.values["CODE_HASH"]))

    def look(self, record_id: int) -> dict[str, Any] | None:
        found = self.tx.dicts(_WEBHOOK, id=record_id)
        return found[0] if found else None

    def add(self, entry: Entry, values: Values) -> int:
        record_id = webhooks.add(
            self.tx,
            self.work.clock,
            self.work.key,
            values["USER_ID"],
            values["SCOPES"],
            code=values["CODE_HASH"],
            title=entry.key,
            expires=None,
        )
        self.change(record_id, entry, values)
        return record_id

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        code = values["CODE_HASH"]
        if not (MIN_CODE <= len(code) <= MAX_CODE and code.isascii() and code.isalnum()):
            raise ValueError(f"code: it has {MIN_CODE} to {MAX_CODE} letters and digits, as it is a part of URLs")
        if not users.is_active(self.tx, values["USER_ID"]):
            raise ValueError("user: nobody who works here")
        row = {**values, "CODE_HASH": hash_code(self.work.key, code)}
        if "EXPIRES" in row:
            row["EXPIRES"] = self._end(row["EXPIRES"])
        if "BLOCKED" in row:
            row["BLOCKED"] = "Y" if row["BLOCKED"] else "N"
        self.tx.update(WEBHOOK, {"ID": record_id}, row)
        generation.changed(self.tx)

    def _end(self, text: str) -> str:
        moment = parse_moment(text, self.work.clock.zone)
        if len(text) == len(date.min.isoformat()):
            moment += timedelta(days=1)
        return to_stored(moment)


class Apps(Part[int]):
    """Local applications with fixed keys."""

    def identity(self, record_id: int) -> str:
        found = apps.find(self.tx, record_id)
        assert found is not None
        return found.client_id

    def by_identity(self, identity: str) -> int | None:
        found = apps.find_client(self.tx, identity)
        return None if found is None else found.id

    def find(self, entry: Entry) -> int | None:
        return self.by_identity(entry.values["CLIENT_ID"])

    def look(self, record_id: int) -> dict[str, Any] | None:
        found = self.tx.dicts(_APP, id=record_id)
        if not found:
            return None
        codes = apps.members_of(self.tx, record_id)
        return found[0] | {kind: of_kind(codes, kind) for kind in MEMBER_KINDS}

    def add(self, entry: Entry, values: Values) -> int:
        added, _ = applications.add(
            self.tx,
            self.work.clock,
            self.work.key,
            title=values["TITLE"],
            scopes=values.get("SCOPES", DEFAULT_SCOPE),
            user_id=values.get("USER_ID") or first_administrator(self.tx),
            handler_url=values.get("HANDLER_URL", ""),
            install_url=values.get("INSTALL_URL", ""),
            api_only=values.get("API_ONLY", False),
            members=[member for kind in MEMBER_KINDS for member in members(kind, values.get(kind, ()))],
            keys=Keys(values["CLIENT_ID"], values["SECRET_HASH"]),
        )
        if values.get("BLOCKED"):
            apps.block(self.tx, added.id, True)
        self._install(added.id, values)
        return added.id

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        app = apps.find(self.tx, record_id)
        assert app is not None
        codes = apps.members_of(self.tx, record_id)
        named = [
            member
            for kind in MEMBER_KINDS
            for member in (members(kind, values[kind]) if kind in values else of_kind(codes, kind))
        ]
        applications.change(
            self.tx,
            self.work.key,
            app,
            title=values["TITLE"],
            scopes=values.get("SCOPES", ",".join(app.scopes)),
            user_id=values.get("USER_ID", app.user_id),
            handler_url=values.get("HANDLER_URL", app.handler_url),
            install_url=values.get("INSTALL_URL", app.install_url),
            api_only=values.get("API_ONLY", app.api_only),
            members=named,
            keys=Keys(values["CLIENT_ID"], values["SECRET_HASH"]),
        )
        if "BLOCKED" in values:
            apps.block(self.tx, record_id, values["BLOCKED"])
        self._install(record_id, values)

    def _install(self, record_id: int, values: Values) -> None:
        app = apps.find(self.tx, record_id)
        assert app is not None
        if values.get("INSTALLED") and not app.installed:
            applications.install(self.tx, self.work.clock, app)


def first_administrator(tx: Transaction) -> int:
    """The administrator in whose name things are made that need one.

    :raises ValueError: when the portal has none
    """
    for user in users.listed(tx):
        if user["IS_ADMIN"] == "Y" and user["ACTIVE"] == "Y":
            return int(user["ID"])
    raise ValueError("the portal has no administrator: declare a user with admin = true")
