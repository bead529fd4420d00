"""The shapes of paths: ``/rest/{user}/{code}/{method}`` and ``/rest/{method}``, both also under ``/rest/api/``.

Repeated slashes and a trailing one do not matter; ``.json`` and ``.xml`` may follow the method's name.
"""

import re
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


_SHAPE = re.compile(
    r"/*rest(?:/+|$)(?P<v3>api(?:/+|$))?(?:(?P<user>[0-9]{1,18})/+(?P<code>[^/]+)(?:/+|$))?(?P<method>[^/]*)/*"
)


def parse_path(path: str) -> Target:
    """Take a path apart.

    :raises CallError: ``ERROR_METHOD_NOT_FOUND`` when it has no documented shape
    """
    found = _SHAPE.fullmatch(path)
    if found is None:
        raise ERROR_METHOD_NOT_FOUND()
    v3, user, code, name = found.groups()
    xml = name.endswith(".xml")
    if xml or name.endswith(".json"):
        name = name[: name.rindex(".")]
    return Target(name, None if user is None else int(user), code, xml, v3 is not None)
