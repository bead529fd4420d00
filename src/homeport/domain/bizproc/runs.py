"""A process while it runs: its row, its scheme, what it knows and what it is to do next."""

import secrets
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.clock import Clock
from homeport.core.ctx import Actor, Credential, Ctx
from homeport.core.rights import Rights
from homeport.domain.bizproc.documents import Document, Type
from homeport.domain.bizproc.expressions import Scope
from homeport.domain.bizproc.scheme import Node, walk
from homeport.domain.bizproc.tables import LOG, TASK, WAIT, WORKFLOW
from homeport.domain.records import timers
from homeport.domain.records.fields import Values
from homeport.store import Query, Transaction

KEY = "bizproc:"
"""Begins the credential that processes act with; what their changes do not start again stands behind it."""
LONGEST_NOTE = 4_000
"""Letters of a note that are kept."""
TIMER = "bizproc.wait"
"""A wait that ends by itself."""

_BY_NUMBER = Query(select(*WORKFLOW.c).where(WORKFLOW.c.NUMBER == bindparam("number")))
_BY_ID = Query(select(*WORKFLOW.c).where(WORKFLOW.c.ID == bindparam("id")))
_WAITS = Query(select(WAIT.c.ID).where(WAIT.c.WORKFLOW == bindparam("workflow")))


_NEWEST = Query(
    select(WORKFLOW.c.ID, WORKFLOW.c.DOCUMENT_ID, LOG.c.NOTE)
    .join(WORKFLOW, WORKFLOW.c.NUMBER == LOG.c.WORKFLOW)
    .where(
        WORKFLOW.c.MODULE_ID == bindparam("module"),
        WORKFLOW.c.ENTITY == bindparam("entity"),
        WORKFLOW.c.DOCUMENT_TYPE == bindparam("name"),
    )
    .order_by(LOG.c.ID.desc())
    .limit(bindparam("most"))
)


class Note(NamedTuple):
    """A line of the log of a process.

    :param workflow: the identifier of the process
    :param document: what it runs on, such as ``DEAL_5``
    """

    workflow: str
    document: str
    text: str


class Memory(msgspec.Struct):
    """What a process knows.

    :param agenda: the names of the activities that are to be done, the next one last
    :param results: what activities have answered, by their names
    """

    agenda: list[str]
    parameters: dict[str, Any] = {}
    variables: dict[str, Any] = {}
    constants: dict[str, Any] = {}
    results: dict[str, dict[str, Any]] = {}


class Run:
    """A process that is at hand.

    :ivar row: as it is stored
    :ivar ctx: in which it acts: with the right to do anything, in the name of who started it
    :ivar state: how people call where it is
    """

    def __init__(self, tx: Transaction, clock: Clock, row: Values) -> None:
        self.row = row
        self.number: int = row["NUMBER"]
        self.ctx = _acting(tx, clock, row["STARTED_BY"], row["CHAIN"])
        self.root = msgspec.json.decode(row["SCHEME"], type=Node)
        self.nodes = {node.name: node for node in walk(self.root)}
        self.memory = msgspec.json.decode(row["MEMORY"], type=Memory)
        self.state: str = row["STATE"]
        kind = Type(row["MODULE_ID"], row["ENTITY"], row["DOCUMENT_TYPE"])
        number = int(row["DOCUMENT_ID"].rpartition("_")[2])
        self.document = Document(kind, row["DOCUMENT_ID"], number)
        known: dict[str, Mapping[str, Any]] = {
            "Template": self.memory.parameters,
            "Variable": self.memory.variables,
            "Constant": self.memory.constants,
            "Workflow": {"ID": row["ID"], "TemplateId": row["TEMPLATE_ID"]},
            "User": {"ID": f"user_{row['STARTED_BY']}"},
            "System": {"Now": clock.iso(clock.now()), "Date": clock.iso(clock.now())[:10]},
        }
        self.scope = Scope(self.ctx, self.document, _Sources(known, self.memory.results))

    def later(self, *nodes: Node) -> None:
        """Do these activities next, in this order."""
        self.memory.agenda += [node.name for node in reversed(nodes)]

    def wait(self, node: Node, kind: str, at: float | None = None) -> int:
        """Wait at an activity; the wait's number.

        :param kind: what for
        :param at: when it ends by itself; None: never
        """
        row = {"WORKFLOW": self.number, "ACTIVITY": node.name, "KIND": kind}
        number = self.ctx.tx.insert(WAIT, row)
        timers.put(self.ctx.tx, TIMER, number, at)
        return number

    def note(self, text: str, activity: str = "") -> None:
        """Note something in the log of the process."""
        note(self.ctx, self.number, activity, text)

    def call_it(self, state: str) -> None:
        """Let people call where it is otherwise."""
        self.state = state
        self.ctx.tx.update(TASK, {"WORKFLOW": self.number}, {"WORKFLOW_STATE": state})

    def save(self, **more: Any) -> None:
        """Keep what it knows."""
        values = {"MEMORY": msgspec.json.encode(self.memory).decode(), "STATE": self.state, **more}
        self.ctx.tx.update(WORKFLOW, {"NUMBER": self.number}, {"MODIFIED": self.ctx.clock.stamp(), **values})


class _Sources(dict[str, Mapping[str, Any]]):
    """What the words before colons stand for; those of activities are looked for when they are asked for."""

    def __init__(self, known: Mapping[str, Mapping[str, Any]], results: Mapping[str, Mapping[str, Any]]) -> None:
        super().__init__(known)
        self._results = results

    def get(self, key: str, default: Any = None) -> Any:
        return super().get(key) or self._results.get(key, default)


def find(tx: Transaction, clock: Clock, number: int) -> Run | None:
    """A process that has not ended."""
    row = next(iter(tx.dicts(_BY_NUMBER, number=number)), None)
    return None if row is None or row["ENDED"] is not None else Run(tx, clock, row)


def row_of(tx: Transaction, workflow_id: str) -> Values | None:
    """A process as it is stored, by its identifier."""
    return next(iter(tx.dicts(_BY_ID, id=workflow_id)), None)


def new_id(clock: Clock) -> str:
    """An identifier as processes have them: the moment in base 16, and eight digits."""
    moment = int(clock.now() * 1_000_000)
    return f"{moment // 1_000_000:08x}{moment % 1_000_000:05x}{secrets.randbelow(16):x}.{secrets.randbelow(10**8):08d}"


def leave(tx: Transaction, number: int) -> None:
    """Let a process wait for nothing any more."""
    for (wait,) in tx.all(_WAITS, workflow=number):
        timers.put(tx, TIMER, wait, None)
    tx.delete(WAIT, WORKFLOW=number)


def note(ctx: Ctx, number: int, activity: str, text: str) -> None:
    """Note something in the log of a process."""
    row = {"WORKFLOW": number, "AT": ctx.clock.stamp(), "ACTIVITY": activity, "NOTE": text[:LONGEST_NOTE]}
    ctx.tx.insert(LOG, row)


def newest(tx: Transaction, kind: Type, most: int) -> list[Note]:
    """The newest notes of processes on documents of a type, the newest first."""
    return [Note(*row) for row in tx.all(_NEWEST, **kind._asdict(), most=most)]


def _acting(tx: Transaction, clock: Clock, user_id: int, chain: str) -> Ctx:
    actor = Actor(user_id, Rights({}, is_admin=True))
    return Ctx(tx, Credential(f"{KEY}{chain}", actor, frozenset()), clock)
