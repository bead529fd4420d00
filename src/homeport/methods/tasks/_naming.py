"""How methods of tasks name one, and refuse what is none."""

from typing import Any

from homeport.core.errors import ErrorKind
from homeport.methods.family import as_id
from homeport.rpc import Params

SCOPE = "task"

WRONG_ID = ErrorKind("0", "wrong task id")
NO_ID = ErrorKind("100", "CTaskItem All parameters in the constructor must have real class type")
NAMING = (WRONG_ID, NO_ID)


class OfTask(Params):
    task_id: Any = None


class ById(Params):
    id: Any = None


def task_of(given: Any) -> int:
    """The id of a task as a client sent it.

    :raises CallError: ``NO_ID`` when it is left out, ``WRONG_ID`` when it is none
    """
    if given is None or given == "":
        raise NO_ID()
    return as_id(given, WRONG_ID)
