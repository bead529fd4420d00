"""What ``*.fields`` methods say of a field of a table that is not a record."""

from typing import Any


def described(
    kind: str, title: str, *, required: bool = False, read_only: bool = False, immutable: bool = False
) -> dict[str, Any]:
    """A field's description."""
    return {
        "type": kind,
        "isRequired": required,
        "isReadOnly": read_only,
        "isImmutable": immutable,
        "isMultiple": False,
        "isDynamic": False,
        "title": title,
    }
