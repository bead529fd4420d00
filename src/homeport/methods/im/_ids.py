"""Lists of ids as these methods take them."""

import json
from typing import Any

from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty
from homeport.domain.records.filters import as_map

MOST = 500


def ids_of(given: Any, refusal: ErrorKind) -> list[int]:
    """Ids in a list, or in a text that is a JSON list.

    :raises CallError: ``refusal`` for what is none, and for none
    """
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except ValueError:
            raise refusal() from None
    if is_empty(given) or not isinstance(given, dict | list):
        raise refusal()
    named = [str(each) for each in as_map(given).values()]
    if len(named) > MOST or not all(each.isdecimal() and len(each) <= 18 for each in named):
        raise refusal()
    return list(dict.fromkeys(map(int, named)))
