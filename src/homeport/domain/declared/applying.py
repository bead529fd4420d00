"""Applies a file to a portal: all of it in one transaction, or nothing."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from typing import Any, NamedTuple

import msgspec

from homeport.core.errors import CallError
from homeport.core.owner import Owner
from homeport.domain.declared import reading, schema
from homeport.domain.declared.credentials import hashed_passwords
from homeport.domain.declared.kinds import RecordRef, Ref
from homeport.domain.declared.part import Directory, MisplacedError, Part, Work, difference
from homeport.domain.declared.parts import parts_of, type_id_of
from homeport.domain.declared.positions import Path
from homeport.domain.declared.reading import ID, Declaration, Entry
from homeport.domain.declared.record_kinds import ITEMS
from homeport.domain.declared.source import DeclarationError, Source
from homeport.domain.portal import settings
from homeport.store import Store, Transaction

ADDED, CHANGED = "added", "changed"


class Change(NamedTuple):
    """One thing that an application of a file did, or would do.

    :param done: ``added`` or ``changed``
    :param name: of the entry: ``users.vera``
    :param keys: what of it changed, by the keys of the file; none of their values
    """

    done: str
    name: str
    keys: tuple[str, ...] = ()


class Outcome(NamedTuple):
    """What applying a file did, or would do.

    :param changes: in the order of the tables
    :param declared: how many entries the file has
    :param notes: a line for each thing that is odd and was done all the same
    """

    changes: tuple[Change, ...]
    declared: int
    notes: tuple[str, ...]


class _NothingKept(Exception):  # noqa: N818  it is no error: it undoes a transaction that is not to be kept
    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome


class _NotYet(Exception):  # noqa: N818  what an entry refers to comes later in the file, or could not be made
    pass


def apply(store: Store, key: bytes, text: str | bytes, name: str = "portal.toml", *, check: bool = False) -> Outcome:
    """Make a portal be as a file declares. What the file does not name is left alone.

    :param key: the secret that credentials are hashed with
    :param text: the file; bytes are UTF-8
    :param name: how messages call it
    :param check: only say what would change
    :raises DeclarationError: with every problem of the file; nothing is changed then
    """
    declared = reading.read(Source(text, name))
    with store.snapshot() as tx:
        passwords = hashed_passwords(tx, declared)
    if declared.source.problems:
        raise DeclarationError(name, declared.source.problems)

    def job(tx: Transaction) -> Outcome:
        outcome, writes = _Application(tx, key, declared, passwords).run()
        if check or not writes:
            raise _NothingKept(outcome)
        return outcome

    try:
        return store.write_now(job)
    except _NothingKept as undone:
        return undone.outcome


class _Application:
    def __init__(self, tx: Transaction, key: bytes, declared: Declaration, passwords: Mapping[str, str]) -> None:
        self._tx = tx
        self._source = declared.source
        self._declared = declared
        self._changes: dict[str, Change] = {}
        self._settle()
        work = Work(tx, settings.clock_of(tx), key, passwords)
        self._directory = Directory(tx)
        self._parts = parts_of(work, declared)

    def run(self) -> tuple[Outcome, bool]:
        """Apply everything; what changed, and whether anything was written."""
        for known in (self._remember, self._recognise):
            for entry in self._declared:
                with self._noting(entry):
                    known(entry)
        waiting: list[Entry] = []
        for entries in self._declared.in_turn():
            early = [entry for entry in entries if not self._apply(entry)]
            waiting += [entry for entry in early if not self._apply(entry)]  # with the whole table there
        for entry in waiting:  # with everything there
            self._apply(entry)
        if self._source.problems:
            raise DeclarationError(self._source.name, self._source.problems)
        order = {entry.name: place for place, entry in enumerate(self._declared, 1)}
        changes = sorted(self._changes.values(), key=lambda change: order.get(change.name, 0))
        notes = tuple(each.at(self._source.name) for each in self._source.notes)
        return Outcome(tuple(changes), len(order), notes), bool(changes) or self._directory.changed

    def _settle(self) -> None:
        before = settings.read(self._tx)
        wanted = msgspec.convert(self._declared.settings, settings.Settings)
        changed = [name for name in self._declared.settings if getattr(before, name) != getattr(wanted, name)]
        if changed:
            settings.change(self._tx, {name: self._declared.settings[name] for name in changed})
            self._changes["settings"] = Change(CHANGED, "settings", tuple(changed))

    def _remember(self, entry: Entry) -> None:
        """Know an entry's record from when it was applied before."""
        part, kept = self._parts[entry.kind], self._directory.kept(entry.ref)
        record_id = None if kept is None else part.by_identity(kept)
        if record_id is not None and part.look(record_id) is not None:
            self._directory.set(entry.ref, record_id, part.identity(record_id))

    def _recognise(self, entry: Entry) -> None:
        """Know an entry's record by what is unique, if no other entry is that one."""
        part = self._parts[entry.kind]
        record_id = part.find(entry) if self._directory.id_of(entry.ref) is None else None
        if record_id is not None and not self._directory.is_taken(entry.kind, record_id):
            self._directory.set(entry.ref, record_id, part.identity(record_id))

    def _apply(self, entry: Entry) -> bool:
        """Make an entry's record, or change it; whether all that it refers to is there."""
        type_name = entry.kind.removeprefix(f"{ITEMS}.")
        if type_name != entry.kind and self._directory.id_of(Ref("types", type_name)) is None:
            return False
        values: dict[str, Any] = {}
        for column, value in entry.values.items():
            with self._noting(entry, column), suppress(_NotYet):
                values[column] = self._resolved(value)
        needed = {key.column for key in schema.keys_of(entry.kind).values() if key.required}
        if not needed | (schema.DECIDING & entry.values.keys()) <= values.keys():
            return False
        part, complete = self._parts[entry.kind], len(values) == len(entry.values)
        with self._noting(entry), self._tx.savepoint():
            self._recognise(replace(entry, values=values))  # what it is of may have come with this file
            record_id, number = self._directory.id_of(entry.ref), values.pop(ID, None)
            self._require_number(part, entry, record_id, number)
            if record_id is None:
                with part.numbered(number) if number else nullcontext():
                    record_id = part.add(entry, values)
                self._changes[entry.name] = Change(ADDED, entry.name)
            else:
                self._change(part, record_id, entry, values)
            self._directory.set(entry.ref, record_id, part.identity(record_id))
        return complete

    def _require_number(self, part: Part[Any], entry: Entry, record_id: Any, number: int | None) -> None:
        """Refuse an id that another record has, and another one than the record has.

        :raises MisplacedError: for either
        """
        if number is None or number == record_id:
            return
        if record_id is not None:
            raise MisplacedError(f"its id is {record_id} and stays so; another id needs another name", ID)
        if part.is_there(number):
            holder = self._directory.holder(entry.kind, str(number)) or "something that no file made"
            raise MisplacedError(f"the id {number} is taken by {holder}", ID)

    def _change(self, part: Part[Any], record_id: Any, entry: Entry, values: Mapping[str, Any]) -> None:
        found = difference(self._tx, lambda: part.look(record_id), lambda: part.change(record_id, entry, values))
        if found is None:
            return
        before, after = found
        assert before is not None
        assert after is not None
        known = self._changes.get(entry.name, Change(CHANGED, entry.name))
        if known.done == CHANGED:
            differing = {name for name in after if after[name] != before[name]}
            keys = [str(path[-1]) for column, path in entry.paths.items() if column in differing]
            keys = keys or sorted(differing)
            self._changes[entry.name] = known._replace(keys=tuple(dict.fromkeys((*known.keys, *keys))))

    def _resolved(self, value: Any) -> Any:
        """A value with ids for the records that it means.

        :raises _NotYet: when one is not there yet
        :raises ValueError: when there is none of that id
        """
        if isinstance(value, list):
            return [self._resolved(each) for each in value]
        if isinstance(value, dict):
            return {name: self._resolved(each) for name, each in value.items()}
        if isinstance(value, RecordRef):
            return Owner(type_id_of(self._declared, value.ref.kind), self._resolved(value.ref))
        if not isinstance(value, Ref):
            return value
        if isinstance(value.key, int):
            if value.key and self._parts[value.kind].look(value.key) is None:
                raise ValueError(f"the portal has nothing with the id {value.key} in {value.kind}")
            return value.key
        record_id = self._directory.id_of(value)
        if record_id is None:
            raise _NotYet
        return record_id

    @contextmanager
    def _noting(self, entry: Entry, column: str = "") -> Iterator[None]:
        """Let a refusal be a problem at the line that it is about."""
        try:
            yield
        except (CallError, ValueError) as error:
            text = error.description if isinstance(error, CallError) else str(error)
            part: Path = ()
            if isinstance(error, MisplacedError):
                column, part = error.column, error.within
            path = entry.paths.get(column or _meant_by(text, entry), entry.path)
            self._source.problem((*path, *part), f"{entry.name}: {text}")


def _meant_by(text: str, entry: Entry) -> str:
    """The column that a refusal names; empty when it names none of those that the entry says."""
    words = text.replace("e-mail", "email").lower()

    def names(word: str) -> bool:
        return re.search(rf"\b{re.escape(word.lower())}\b", words) is not None

    said = {column: path for column, path in entry.paths.items() if column != ID}  # others' ids are told of too
    whole = [column for column, path in said.items() if names(column) or names(str(path[-1]))]
    parts = [column for column in said if names(column.partition("_")[0])]
    return max(whole or parts, key=len, default="")
