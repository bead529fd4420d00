"""Features that portals of other editions have or lack.

Source: ``api-reference/common/system/feature-get.md``.
"""

from homeport.core.errors import ErrorKind

CODE_EMPTY = ErrorKind("CODE_EMPTY", "CODE can't be empty")

AVAILABLE = frozenset({"rest_offline_extended", "rest_auth_connector"})
"""Offline events may be reserved and confirmed, and kept in several queues."""


def is_available(code: str) -> bool:
    """Whether the portal has a feature.

    :raises CallError: ``CODE_EMPTY``
    """
    if not code.strip():
        raise CODE_EMPTY()
    return code.strip().lower() in AVAILABLE
