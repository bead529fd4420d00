"""Parameters of ``task.*`` that stand for the arguments of a function, and how each is refused.

Source: the error tables under ``api-reference/tasks/checklist-item/``.
"""

from typing import Any

from homeport.core.errors import CallError, ErrorKind
from homeport.methods.family import as_id

ABSENT = ErrorKind(
    "ERROR_CORE",
    "TASKS_ERROR_EXCEPTION_#256; Param #{number} ({name}) expected by method {method}(), but not given.; "
    "256/TE/WRONG_ARGUMENTS<br>",
)
MISFIT = ErrorKind(
    "ERROR_CORE",
    "TASKS_ERROR_EXCEPTION_#256; Param #{number} ({name}) for method {method}() expected to be of type "
    '"{type}", but given something else.; 256/TE/WRONG_ARGUMENTS<br>',
)
NOT_POSITIVE = ErrorKind("ERROR_CORE", "TASKS_ERROR_ASSERT_EXCEPTION<br>")
ERRORS = (ABSENT, MISFIT)


class Arguments:
    """The arguments of one method, counted from 0.

    :param method: what refusals call it
    """

    def __init__(self, method: str) -> None:
        self._method = method
        self._number = -1

    def number(self, name: str, given: Any) -> int:
        """The next one, an id.

        :raises CallError: when it is not there, or is none
        """
        self._number += 1
        if given is None or given == "":
            raise ABSENT(number=self._number, name=name, method=self._method)
        try:
            whole = int(given) if isinstance(given, int | str) and not isinstance(given, bool) else None
        except ValueError:
            whole = None
        if whole is None:
            raise self._misfit(name, "integer")
        if whole <= 0:
            raise NOT_POSITIVE()
        refusal = self._misfit(name, "integer")
        return as_id(whole, ErrorKind(refusal.code, refusal.description))

    def fields(self, name: str, given: Any) -> dict[str, Any]:
        """The next one, fields with their values; there must be some."""
        self._number += 1
        if not given:
            raise ABSENT(number=self._number, name=name, method=self._method)
        if not isinstance(given, dict):
            raise self._misfit(name, "array")
        return given

    def _misfit(self, name: str, kind: str) -> CallError:
        return MISFIT(number=self._number, name=name, method=self._method, type=kind)
