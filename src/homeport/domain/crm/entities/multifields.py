"""Phones, e-mail addresses, websites and messengers among the fields of an entity."""

from homeport.core import values
from homeport.domain.records.fields import Field, list_field

MULTIFIELDS = ("PHONE", "EMAIL", "WEB", "IM", "LINK")


def multifields(*names: str) -> tuple[Field, ...]:
    """Phones, addresses and messengers: lists of rows of their own in the classic methods, ``fm`` in the universal."""
    titles = {"PHONE": "Phone", "EMAIL": "E-mail", "WEB": "Website", "IM": "Messenger", "LINK": "LINK"}
    return tuple(list_field(name, values.MULTIFIELD, titles[name], item="") for name in names)
