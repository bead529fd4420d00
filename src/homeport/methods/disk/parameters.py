"""Parameters that the methods of the disk share."""

from typing import Any

from homeport.core.errors import CallError
from homeport.domain.disk.changing import BAD_ARGUMENT
from homeport.methods.family import as_id
from homeport.rpc import Params


class ById(Params):
    id: Any = None


class List(Params):
    filter: Any = None
    order: Any = None
    start: Any = None


class ListIn(List):
    id: Any = None


class Named(Params):
    id: Any = None
    new_name: Any = None


class ToFolder(Params):
    id: Any = None
    target_folder_id: Any = None


class Upload(Params):
    id: Any = None
    data: Any = None
    file_content: Any = None
    rights: Any = None
    generate_unique_name: Any = None


class AddFolder(Params):
    id: Any = None
    data: Any = None
    rights: Any = None


def number(given: Any, place: int = 0) -> int:
    """An id as a client sent it.

    :param place: of the parameter, counted from 0
    :raises CallError: ``ERROR_ARGUMENT``
    """
    try:
        return as_id(given)
    except CallError:
        raise BAD_ARGUMENT(number=place) from None


def named(data: Any) -> Any:
    """The ``NAME`` in ``data``, if there is one."""
    return {str(key).upper(): value for key, value in data.items()}.get("NAME") if isinstance(data, dict) else None
