"""What ids stand for: records, people, stages. Collected first, then asked for together."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from homeport.console.caller import Caller, Command
from homeport.console.crm.kinds import Kind, Kinds
from homeport.core.paging import PAGE


class Named(NamedTuple):
    """A record that the person may read."""

    kind: Kind
    entity_id: int
    title: str

    @property
    def path(self) -> str:
        """Its card."""
        return self.kind.path_to(self.entity_id)

    @property
    def key(self) -> str:
        """The record in forms: ``2:5``."""
        return f"{self.kind.type_id}:{self.entity_id}"


class Entry(NamedTuple):
    """An entry of a directory, such as a stage.

    :param color: of a stage, ``#39A8EF``; empty when it has none
    :param semantics: ``S`` for won, ``F`` for lost, else empty
    """

    code: str
    title: str
    color: str
    semantics: str


class Names:
    """Names of what a page shows."""

    def __init__(self, call: Caller, kinds: Kinds) -> None:
        self._call = call
        self._kinds = kinds
        self._records: dict[int, set[int]] = {}
        self._people: set[int] = set()
        self._directories: set[str] = set()
        self._named: dict[tuple[int, int], Named] = {}
        self._persons: dict[int, str] = {}
        self._entries: dict[str, list[Entry]] = {}

    def want_record(self, type_id: Any, entity_id: Any) -> None:
        """A record's title will be asked for."""
        if int(type_id) in self._kinds.by_type and int(entity_id or 0):
            self._records.setdefault(int(type_id), set()).add(int(entity_id))

    def want_person(self, user_id: Any) -> None:
        """A user's name will be asked for."""
        if user_id:
            self._people.add(int(user_id))

    def want_directory(self, directory: str) -> None:
        """A directory's entries will be asked for."""
        self._directories.add(directory)

    async def load(self) -> None:
        """Ask for everything that is wanted and not known yet, in one batch of calls."""
        commands: dict[str, Command] = {}
        for type_id, ids in self._records.items():
            for part in _in_pages(sorted(entity_id for entity_id in ids if (type_id, entity_id) not in self._named)):
                given = {"select": list(self._kinds.by_type[type_id].name), "filter": {"@id": part}, "start": -1}
                commands[f"record_{type_id}_{part[0]}"] = ("crm.item.list", {"entityTypeId": type_id, **given})
        for part in _in_pages(sorted(self._people - set(self._persons))):
            commands[f"people_{part[0]}"] = ("user.get", {"filter": {"ID": part}, "ADMIN_MODE": True})
        directories = sorted(self._directories - set(self._entries))
        if directories:
            commands["directories"] = ("crm.status.list", {"filter": {"@ENTITY_ID": directories}})
        for name, page in (await self._call.several(commands)).items() if commands else ():
            if name.startswith("record_"):
                self._keep_records(int(name.split("_")[1]), page.result["items"])
            elif name.startswith("people_"):
                self._persons |= {int(each["ID"]): full_name(each) for each in page.result}
            else:
                self._keep_entries(directories, page.result)

    def _keep_records(self, type_id: int, items: list[dict[str, Any]]) -> None:
        kind = self._kinds.by_type[type_id]
        for item in items:
            self._named[type_id, item["id"]] = Named(kind, item["id"], title_of(kind, item))

    def _keep_entries(self, directories: list[str], found: list[dict[str, Any]]) -> None:
        self._entries |= {directory: [] for directory in directories}
        for each in found:
            entry = Entry(each["STATUS_ID"], each["NAME"] or "", each["COLOR"] or "", each["SEMANTICS"] or "")
            self._entries[each["ENTITY_ID"]].append(entry)

    def record(self, type_id: Any, entity_id: Any) -> Named | None:
        """A record; None when the person may not read it, or it has gone."""
        return self._named.get((int(type_id), int(entity_id or 0)))

    def person(self, user_id: Any) -> str:
        """A user's name."""
        return self._persons.get(int(user_id or 0)) or (f"User {user_id}" if user_id else "")

    def entries(self, directory: str) -> list[Entry]:
        """A directory's entries in their order."""
        return self._entries.get(directory, [])

    def entry(self, directory: str, code: str) -> Entry:
        """An entry; one that the directory does not have is called by its code."""
        found = (each for each in self.entries(directory) if each.code == code)
        return next(found, Entry(code, code, "", ""))


def title_of(kind: Kind, item: dict[str, Any]) -> str:
    """What a record is called."""
    words = [str(item[name]).strip() for name in kind.name if item.get(name)]
    return " ".join(word for word in words if word) or f"{kind.one} #{item['id']}"


def full_name(user: dict[str, Any]) -> str:
    """What a user is called."""
    words = [user.get("NAME") or "", user.get("LAST_NAME") or ""]
    return " ".join(word for word in words if word) or f"User {user['ID']}"


def _in_pages(ids: list[int]) -> Iterable[list[int]]:
    return (ids[first : first + PAGE] for first in range(0, len(ids), PAGE))
