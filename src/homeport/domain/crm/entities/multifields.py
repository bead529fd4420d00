"""Phones, e-mail addresses, websites and messengers among the fields of an entity."""

from homeport.core import values
from homeport.domain.records.fields import Field, list_field

MULTIFIELDS = {"PHONE": "Phone", "EMAIL": "E-mail", "WEB": "Website", "IM": "Messenger", "LINK": "LINK"}
"""The kinds and their titles."""

ALL = "FM"
"""The field of ``crm.item.*`` that holds the values of all kinds."""

FIRST = {
    "phoneMobile": ("PHONE", "MOBILE"),
    "phoneWork": ("PHONE", "WORK"),
    "phoneMailing": ("PHONE", "MAILING"),
    "emailHome": ("EMAIL", "HOME"),
    "emailWork": ("EMAIL", "WORK"),
    "emailMailing": ("EMAIL", "MAILING"),
    "imol": ("IM", "OPENLINE"),
    "email": ("EMAIL", None),
    "phone": ("PHONE", None),
}
"""Fields of ``crm.item.*`` that hold the first value of a kind and type."""

_FIRST_RULES = {"classic": False, "read_only": True, "described": False, "filterable": False}


def multifields() -> tuple[Field, ...]:
    """Lists of rows of their own in the classic methods; in the universal ones ``fm`` and the first of a kind."""
    return (
        *(list_field(name, values.MULTIFIELD, title, item="") for name, title in MULTIFIELDS.items()),
        list_field(
            ALL, values.MULTIFIELD, "Contact details", item="fm", classic=False, selectable=False, filterable=False
        ),
        *(list_field(f"FIRST_{name}", values.MULTIFIELD, name, item=name, **_FIRST_RULES) for name in FIRST),
    )
