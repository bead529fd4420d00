"""Parameters that several methods of business processes share."""

from typing import Any

from homeport.rpc import Underscored


class ByCode(Underscored):
    code: Any = None


class Update(ByCode):
    fields: Any = None


class Step(ByCode):
    handler: Any = None
    auth_user_id: Any = None
    use_subscription: Any = None
    name: Any = None
    description: Any = None
    properties: Any = None
    return_properties: Any = None
    document_type: Any = None
    filter: Any = None
    use_placement: Any = None
    placement_handler: Any = None


class List(Underscored):
    select: Any = None
    filter: Any = None
    order: Any = None
    start: Any = None


class Answer(Underscored):
    event_token: Any = None
    log_message: Any = None
