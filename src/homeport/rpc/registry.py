"""All methods by name. Refuses duplicates."""

from collections.abc import Iterable, Iterator

from homeport.core.errors import ERROR_METHOD_NOT_FOUND
from homeport.rpc.method import Method


class Registry:
    """The surface of a portal.

    :param methods: every method; two of one name are refused
    :raises ValueError: when a name is taken
    """

    def __init__(self, methods: Iterable[Method]) -> None:
        self._by_name: dict[str, Method] = {}
        self.add(methods)

    def add(self, methods: Iterable[Method]) -> None:
        """Take more methods in.

        :raises ValueError: when a name is taken
        """
        for entry in methods:
            if self._by_name.setdefault(entry.name.lower(), entry) is not entry:
                raise ValueError(f"the method {entry.name} is declared twice")

    def __iter__(self) -> Iterator[Method]:
        return iter(sorted(self._by_name.values(), key=lambda entry: entry.name))

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_name

    def __len__(self) -> int:
        return len(self._by_name)

    def find(self, name: str) -> Method:
        """A method by its name in any case of letters.

        :raises CallError: ``ERROR_METHOD_NOT_FOUND``
        """
        found = self._by_name.get(name) or self._by_name.get(name.lower())
        if found is None:
            raise ERROR_METHOD_NOT_FOUND()
        return found
