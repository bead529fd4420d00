"""All methods by name, apart for each version of the protocol. Refuses duplicates."""

from collections.abc import Iterable, Iterator

from homeport.core.errors import ERROR_METHOD_NOT_FOUND
from homeport.rpc.method import Method


class Methods:
    """The methods of one version of the protocol."""

    def __init__(self) -> None:
        self._by_name: dict[str, Method] = {}

    def put(self, entry: Method) -> None:
        """Take a method in.

        :raises ValueError: when its name is taken
        """
        if self._by_name.setdefault(entry.name.lower(), entry) is not entry:
            raise ValueError(f"the method {entry.name} is declared twice")

    def __iter__(self) -> Iterator[Method]:
        return iter(sorted(self._by_name.values(), key=lambda entry: entry.name))

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_name

    def __len__(self) -> int:
        return len(self._by_name)

    def get(self, name: str) -> Method | None:
        """A method by its name in any case of letters; None when there is no such one."""
        return self._by_name.get(name) or self._by_name.get(name.lower())

    def find(self, name: str) -> Method:
        """As :meth:`get`.

        :raises CallError: ``ERROR_METHOD_NOT_FOUND`` when there is no such one
        """
        found = self.get(name)
        if found is None:
            raise ERROR_METHOD_NOT_FOUND()
        return found


class Registry(Methods):
    """The surface of a portal: the methods of REST 2, and in ``v3`` those of REST 3.0.

    :param methods: every method; two of one name and version are refused
    :raises ValueError: when a name is taken
    """

    def __init__(self, methods: Iterable[Method]) -> None:
        super().__init__()
        self.v3 = Methods()
        self.add(methods)

    def add(self, methods: Iterable[Method]) -> None:
        """Take more methods in, each where its version belongs.

        :raises ValueError: when a name is taken
        """
        for entry in methods:
            (self.v3 if entry.version == 3 else self).put(entry)
