"""Types of values as the pages of the store name them, and who may do what.

Source: ``api-reference/sale/data-types.md``.
"""

from dataclasses import replace

from homeport.core import values as v
from homeport.domain.records.collection import ADMINISTRATORS, SETTINGS

YES_NO = replace(v.CHAR, name="string")
CODE = replace(v.STRING, name="char")
"""A short text that tells things apart."""
SORT_TEXT = replace(v.INTEGER, name="string", item=v.INTEGER.classic)
"""A number that is answered as a text."""
USER = replace(v.USER, name="integer")
CURRENCY = replace(v.CURRENCY, name="string")
SITE = "s1"
"""The only site that orders are of."""

STORE = ADMINISTRATORS
"""The pages say: the administrator."""
LOOKING = SETTINGS
"""The pages say: a manager of the store, or who may view the catalogue. Changes are the administrator's."""

TEXT = replace(v.STRING, item=lambda value, zone: value or "")
"""A text that is answered as an empty one where there is none."""
