"""Why somebody may or may not do something."""

import msgspec

from homeport.control.endpoint import Chosen, endpoint, not_there
from homeport.core.rights import Operation
from homeport.core.values import Id
from homeport.domain.crm.explain import Explanation, type_id_of
from homeport.domain.crm.explain import explain as explained


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked.

    :param user: the user's id
    :param type: ``lead``, ``deal``, ``contact``, ``company``, ``quote``, ``smart_invoice``, ``activity``, or the type
        id of a smart process
    :param id: the record's or activity's
    """

    user: Id
    type: str
    id: Id
    operation: Operation = Operation.READ


@endpoint("GET", "/explain")
def explain(chosen: Chosen, query: Question) -> Explanation:
    """Say why a user may or may not do something to a record or an activity, naming role and rule."""
    type_id = type_id_of(query.type)
    try:
        return chosen.read(lambda tx: explained(tx, query.user, query.operation, type_id, query.id))
    except LookupError as error:
        raise not_there(f"{error.args[0]}. List the users with: GET /_homeport/users") from None
