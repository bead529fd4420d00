"""What each scope brings to the portal, declared by itself in ``domain/<scope>/scope.py`` and found there by name.

The floors below ask here, so that none of them knows a scope, and a new scope is a new folder.
"""

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from homeport import domain
from homeport.store import Transaction


def _no_events(types: Iterable[int]) -> Iterable[str]:
    return ()


def _no_types(tx: Transaction) -> Iterable[int]:
    return ()


class Event(NamedTuple):
    """An event.

    :param scope: what an application needs to be told of it; empty for nothing
    """

    code: str
    scope: str


@dataclass(frozen=True, slots=True)
class Scope:
    """One scope.

    :param name: the first word of its methods, and the name of its folders
    :param needed: the scope that an application needs to be told of its events; empty for none
    :param events: the codes of its events, in a portal whose people have made these types of records
    :param object_types: the entity type ids of the types of records that people have made
    :param tables: the modules that declare its tables; imported only by who wants to see every table
    :param install: the modules whose ``install`` writes what a new portal has of it, in this order
    :param of_applications: the modules whose ``forget_application`` removes what an application had of it
    :param integrity: the modules whose ``RULES`` say what holds of its rows at every moment
    :param files: the modules whose ``DOORS`` say which addresses lead to its files
    :param shown: the modules whose ``SHOWN`` say, by kind, whether the caller may read what files are shown with
    :param follows: by what a floor below calls its rows, the module whose ``saved`` and ``deleted`` do what follows
        here from their changes, and whose ``accepts`` says to records of which types they are bound
    :param timers: by the kind of what is to be done at a moment, the module whose ``fire`` does it
    :param errands: by the kind of what is to be done outside of transactions, the module whose ``plan`` says what it
        takes, and whose ``end`` makes something of what came of it
    :param handed_over: by the code of a call that hands something over to an application, the module whose
        ``not_taken`` notes that the handler was tried in vain
    :param public: the modules whose ``PUBLIC`` say, by kind, what public links lead to
    """

    name: str
    needed: str
    events: Callable[[Iterable[int]], Iterable[str]] = _no_events
    object_types: Callable[[Transaction], Iterable[int]] = _no_types
    tables: tuple[str, ...] = ()
    install: tuple[str, ...] = ()
    of_applications: tuple[str, ...] = ()
    integrity: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    timers: Mapping[str, str] = field(default_factory=dict)
    errands: Mapping[str, str] = field(default_factory=dict)
    handed_over: Mapping[str, str] = field(default_factory=dict)
    public: tuple[str, ...] = ()
    follows: Mapping[str, str] = field(default_factory=dict)


@cache
def scopes() -> tuple[Scope, ...]:
    """Every scope, by name."""
    # by their files: to ask whether a package has a module imports the package, with all that it is made of
    found = sorted(path.parent.name for folder in domain.__path__ for path in Path(folder).glob("*/scope.py"))
    return tuple(importlib.import_module(f"{domain.__name__}.{name}.scope").SCOPE for name in found)


def install(tx: Transaction) -> None:
    """Write what a new portal has of every scope."""
    for scope in scopes():
        for module in scope.install:
            importlib.import_module(module).install(tx)


def forget_application(tx: Transaction, app_id: int) -> None:
    """Remove what an application that is uninstalled had of every scope."""
    for scope in scopes():
        for module in scope.of_applications:
            importlib.import_module(module).forget_application(tx, app_id)


def not_taken(tx: Transaction, code: str, data: Mapping[str, Any]) -> None:
    """Tell the scope that a call to a handler is of that it was given up.

    :param data: what the handler was to be told
    """
    for scope in scopes():
        if code in scope.handed_over:
            importlib.import_module(scope.handed_over[code]).not_taken(tx, data)


@cache
def followers(noun: str) -> tuple[Any, ...]:
    """The modules of floors above that follow the changes of rows.

    :param noun: what the rows are called
    """
    return tuple(importlib.import_module(scope.follows[noun]) for scope in scopes() if noun in scope.follows)


def object_types(tx: Transaction) -> list[int]:
    """The entity type ids of every type of records that people have made, in order."""
    return sorted(type_id for scope in scopes() for type_id in scope.object_types(tx))


def events(types: Iterable[int]) -> Iterator[Event]:
    """Every event of a portal.

    :param types: the :func:`object_types` that it has
    """
    made = tuple(types)
    for scope in scopes():
        for code in scope.events(made):
            yield Event(code, scope.needed)
