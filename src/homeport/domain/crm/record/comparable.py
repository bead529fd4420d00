"""Phones and e-mail addresses as they are compared, whatever they are written with.

Sources: ``api-reference/crm/duplicates/crm-duplicate-find-by-comm.md``,
``tutorials/crm/how-to-add-crm-objects/how-to-add-repeat-lead.md``: extensions do not count, and a number with the
code of its country is another than the same digits without the plus.
"""

import re

_EXTENSION = re.compile(r"[;,#xX]|\b(?:ext|доб)", re.IGNORECASE)
_NO_DIGITS = re.compile(r"[^0-9]+")


def comparable(kind: str, value: str) -> str | None:
    """What equal phones or addresses have in common; None for other kinds, and for a phone without digits.

    :param kind: of the multifield, such as ``PHONE``
    """
    if kind == "EMAIL":
        return value.strip().lower() or None
    if kind != "PHONE":
        return None
    number = _EXTENSION.split(value.strip(), maxsplit=1)[0]
    digits = _NO_DIGITS.sub("", number)
    if not digits:
        return None
    return f"+{digits}" if number.startswith("+") else digits


def backwards(value: str | None) -> str | None:
    """The digits of a comparable phone from its end on: by these it is found without the code of a country.

    :param value: as :func:`comparable` gives it
    """
    return _NO_DIGITS.sub("", value)[::-1] if value else None
