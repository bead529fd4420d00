"""How ``tasks.task.*`` speaks of tasks: names in either spelling, texts, ``{"task": …}``.

Sources: the pages of ``api-reference/tasks/``; refusals of values end with a line break of HTML.
"""

from dataclasses import replace

from homeport.core.errors import ErrorKind
from homeport.domain.records.dialect import Dialect

NOT_ALLOWED = ErrorKind("0", "Action on the task is not allowed")
REFUSED = ErrorKind("ERROR_CORE", "TASKS_ERROR_EXCEPTION_#4; Action is not allowed; 4/TE/ACTION_NOT_ALLOWED<br>")
"""How the older methods say it, and of tasks that are not there."""
INVALID = ErrorKind("ERROR_CORE", "Invalid value of the field {field}<br>")

TASKS = Dialect(
    camel=True,
    texts=True,
    typed=False,
    wraps=False,
    strict=False,
    described=(),
    denied=NOT_ALLOWED,
    unreadable=NOT_ALLOWED,
    not_found=NOT_ALLOWED,
    invalid=INVALID,
    required=ErrorKind("ERROR_CORE", "Required field {field} value not entered<br>"),
)

OLDER = replace(TASKS, denied=REFUSED)
"""``task.item.*``, which refuse changes as the older methods do."""
