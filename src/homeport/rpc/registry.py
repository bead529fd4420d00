"""All methods by name, apart for each version of the protocol. Refuses duplicates.

A method's module is imported when the method is first called: until then it is a line of an index. So a portal starts
as fast, and takes as much memory, however many methods there are.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from homeport.core.errors import ERROR_METHOD_NOT_FOUND
from homeport.rpc.method import Method


class Listed(NamedTuple):
    """What is known of a method before it is loaded.

    :param name: as documented
    :param scope: the scopes of which a credential needs one
    :param writes: whether it needs a write transaction
    :param application: whether only applications may call it
    :param version: of the protocol, 2 or 3
    :param module: where it is declared
    """

    name: str
    scope: tuple[str, ...]
    writes: bool
    application: bool
    version: int
    module: str


Load = Callable[[str], Iterable[Method]]
"""The methods that a module declares, by its name."""


def listed(entry: Method, module: str = "") -> Listed:
    """A method as an index has it.

    :param module: where it is declared, where that is not its handler's module
    """
    return Listed(
        entry.name,
        entry.scope,
        entry.writes,
        entry.application is not None,
        entry.version,
        module or entry.handler.__module__,
    )


class Methods:
    """The methods of one version of the protocol.

    :param load: imports a module of the index
    """

    def __init__(self, load: Load) -> None:
        self._load = load
        self._listed: dict[str, Listed] = {}
        self._by_name: dict[str, Method] = {}

    def expect(self, entry: Listed) -> None:
        """Take a method in, to be loaded when it is first asked for.

        :raises ValueError: when its name is taken
        """
        if self._listed.setdefault(entry.name.lower(), entry) is not entry:
            raise ValueError(f"the method {entry.name} is declared twice")

    def put(self, entry: Method) -> None:
        """Take a method in as it is.

        :raises ValueError: when its name is taken
        """
        self.expect(listed(entry))
        self._by_name[entry.name.lower()] = entry

    def __iter__(self) -> Iterator[Method]:
        """Every method, by name; loads those that are not loaded yet."""
        return (self.find(entry.name) for entry in self.listed())

    def listed(self) -> list[Listed]:
        """What is known of every method without loading it, by name."""
        return sorted(self._listed.values())

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._listed

    def __len__(self) -> int:
        return len(self._listed)

    def get(self, name: str) -> Method | None:
        """A method by its name in any case of letters; None when there is no such one."""
        return self._by_name.get(name) or self._by_name.get(name.lower()) or self._loaded(name.lower())

    def _loaded(self, name: str) -> Method | None:
        entry = self._listed.get(name)
        if entry is None:
            return None
        for method in self._load(entry.module):
            if method.version == entry.version:
                self._by_name.setdefault(method.name.lower(), method)
        return self._by_name[name]

    def find(self, name: str) -> Method:
        """As :meth:`get`.

        :raises CallError: ``ERROR_METHOD_NOT_FOUND`` when there is no such one
        """
        found = self.get(name)
        if found is None:
            raise ERROR_METHOD_NOT_FOUND()
        return found


def _nowhere(module: str) -> Iterable[Method]:
    raise LookupError(module)


class Registry(Methods):
    """The surface of a portal: the methods of REST 2, and in ``v3`` those of REST 3.0.

    :param methods: methods as they are; two of one name and version are refused
    :param index: methods to be loaded when they are first called
    :param load: imports a module of the index
    :raises ValueError: when a name is taken
    """

    def __init__(self, methods: Iterable[Method] = (), *, index: Iterable[Listed] = (), load: Load = _nowhere) -> None:
        super().__init__(load)
        self.v3 = Methods(load)
        for entry in index:
            self.of(entry.version).expect(entry)
        self.add(methods)

    @cached_property
    def scopes(self) -> frozenset[str]:
        """Every scope that some method needs."""
        return frozenset(scope for each in (self, self.v3) for entry in each.listed() for scope in entry.scope)

    def of(self, version: int) -> Methods:
        """The methods of a version of the protocol."""
        return self.v3 if version == 3 else self

    def add(self, methods: Iterable[Method]) -> None:
        """Take more methods in, each where its version belongs.

        :raises ValueError: when a name is taken
        """
        for entry in methods:
            self.of(entry.version).put(entry)
