"""The shapes of paths: ``/rest/{user}/{code}/{method}`` and ``/rest/{method}``, both also under ``/rest/api/``.

Repeated slashes and a trailing one do not matter; ``.json`` and ``.xml`` may follow the method's name.
"""

from typing import NamedTuple

from homeport.core.errors import ERROR_METHOD_NOT_FOUND


class Target(NamedTuple):
    """What a path asks for.

    :param method: the method's name; empty when the path has none
    :param user: the user id of a webhook path
    :param code: the code of a webhook path
    :param xml: whether the answer is to be XML
    :param v3: whether it is a path of REST 3.0
    """

    method: str
    user: int | None = None
    code: str | None = None
    xml: bool = False
    v3: bool = False


def parse_path(path: str) -> Target:
    """Take a path apart.

    :raises CallError: ``ERROR_METHOD_NOT_FOUND`` when it has no documented shape
    """
    parts = [part for part in path.split("/") if part]
    if not parts or parts[0] != "rest":
        raise ERROR_METHOD_NOT_FOUND()
    v3 = len(parts) > 1 and parts[1] == "api"
    rest = parts[2 if v3 else 1 :]
    user: int | None = None
    code: str | None = None
    if len(rest) > 1 and rest[0].isascii() and rest[0].isdigit() and len(rest[0]) <= _MAX_USER_DIGITS:
        user, code, rest = int(rest[0]), rest[1], rest[2:]
    if len(rest) > 1:
        raise ERROR_METHOD_NOT_FOUND()
    name = rest[0] if rest else ""
    xml = name.endswith(".xml")
    if xml or name.endswith(".json"):
        name = name[: name.rindex(".")]
    return Target(name, user, code, xml, v3)


_MAX_USER_DIGITS = 18
