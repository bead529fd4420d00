"""A portal under attack: sends hostile calls and checks what every answer must be."""

import hashlib
import re
import sqlite3
from typing import Any

from homeport.core import errors
from homeport.rpc import Method, Registry
from homeport.store.searching import is_of_index
from tests.conftest import Answer, Api, Wire, api_of
from tests.property.hostile import STRANGE_FIELDS, FieldNames

TIME = {
    "start", "finish", "duration", "processing", "date_start", "date_finish", "operating_reset_at", "operating",
}  # fmt: skip
LEAK = re.compile(
    r"Traceback|sqlite|OperationalError|IntegrityError|InterfaceError|no such (table|column)|near \"|constraint failed"
    r"|site-packages|homeport/|\.py\b|object at 0x|msgspec",
    re.IGNORECASE,
)
"""What would show the inside of the server. None of the hostile values contains any of it."""

OF_ANY_CALL = {
    (kind.status, kind.code)
    for kind in (
        *(errors.INVALID_REQUEST, errors.MISSING_PARAMETER, errors.INVALID_PARAMETER, errors.INSUFFICIENT_SCOPE),
        errors.INVALID_ARG_VALUE,  # a filter out of all proportion
    )
}


class Ledger:
    """Tells whether a portal's data changed. The digest is only made anew when another connection has committed."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._version = -1
        self._digest = b""

    @property
    def version(self) -> int:
        """Moves with every commit that writes."""
        found: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return found

    def digest(self) -> bytes:
        """Of every table's contents and of the schema."""
        version = self.version
        if version != self._version:
            content = hashlib.blake2b()
            tables = self._connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
            content.update(repr(tables).encode())
            for name, sql in tables:
                if (sql or "").startswith("CREATE TABLE") and not is_of_index(name):  # it follows when it comes to it
                    rows = self._connection.execute(f'SELECT * FROM "{name}"').fetchall()
                    content.update(repr(rows).encode("utf-8", "surrogatepass"))
            self._version, self._digest = version, content.digest()
        return self._digest

    def close(self) -> None:
        self._connection.close()


USER_FIELDS = (
    ("1", "string", "N"),
    ("MANY", "string", "Y"),
    ("LIST", "enumeration", "N"),
    ("LISTS", "enumeration", "Y"),
    ("NUMBER", "double", "N"),
    ("NUMBERS", "integer", "Y"),
    ("DAY", "date", "N"),
    ("MOMENTS", "datetime", "Y"),
    ("MONEY", "money", "N"),
    ("FLAG", "boolean", "N"),
    ("FILE", "file", "Y"),
    ("RECORD", "crm", "Y"),
)
"""Fields that people have added to records: name, type, whether it holds several."""


class Site:
    """A portal with its callers."""

    def __init__(self, wire: Wire, registry: Registry) -> None:
        self.wire = wire
        self._registry = registry
        # the narrow scopes of users would win over the wide one
        scopes = ",".join(sorted(registry.scopes - {"user_basic", "user_brief"}))
        self.admin = api_of(wire, 1, scopes)
        self.seller = api_of(wire, 3, scopes)
        for kind in ("lead", "deal", "contact", "company", "quote"):
            for name, user_type, several in USER_FIELDS:
                fields = {"FIELD_NAME": name, "USER_TYPE_ID": user_type, "MULTIPLE": several, "LIST": [{"VALUE": "A"}]}
                self.admin(f"crm.{kind}.userfield.add", fields=fields)
        self.ledger = Ledger(str(wire.portal.store.path))

    def names_of(self, method: Method) -> FieldNames:
        """The fields that a method's open parameters may name: what the ``fields`` method beside it says."""
        describing = method.name.rpartition(".")[0] + ".fields"
        if describing not in self._registry:
            return STRANGE_FIELDS
        answer = self.admin.send(describing, entityTypeId=2, type="double").result
        if isinstance(answer, list):  # of fields of other records: the methods beside it take none
            return STRANGE_FIELDS
        fields = answer.get("fields", answer)
        return STRANGE_FIELDS + tuple(
            (name, str(about["type"]) if isinstance(about, dict) else "string")
            for name, about in sorted(fields.items())
        )

    def call(self, method: Method, caller: Api, body: bytes, content_type: str = "application/json") -> Answer:
        """One hostile call of a method, and every check of its answer."""
        may_write = method.writes or method.name == "batch"  # whose commands say whether it writes
        before, version = (self.ledger.digest() if may_write else b""), self.ledger.version
        answer = self.wire.send(caller.base + method.name, body=body, content_type=content_type)
        allowed = OF_ANY_CALL | {(kind.status, kind.code) for kind in method.errors}
        check(answer, allowed)
        if not may_write:
            assert self.ledger.version == version, f"{method.name} wrote, and is not declared to"
        elif answer.status != 200:
            assert self.ledger.digest() == before, "a refused call changed something"
        return answer

    def close(self) -> None:
        self.ledger.close()
        self.wire.close()


def check(answer: Answer, allowed: set[tuple[int, str]] | None = None) -> None:
    """An answer is a whole success or a documented refusal, and shows nothing of the inside.

    :param allowed: the (status, code) pairs that a refusal may have; any below 500 unless given
    """
    given: Any = answer.json
    if answer.status == 200:
        assert {"result", "time"} <= set(given) <= {"result", "time", "total", "next"}, answer.body
        assert set(given["time"]) == TIME
        return
    status, code, description = answer.error
    assert 400 <= status < 500, answer.body
    assert isinstance(description, str)
    assert allowed is None or (status, code) in allowed, f"{status} {code!r} is not declared: {description}"
    assert not LEAK.search(description), description
    assert len(description) < 2_000
