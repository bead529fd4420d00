"""An example call of every method, as the demo portal answers it: by the administrator, through a local application."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

Call = tuple[str, dict[str, Any]]
"""A method and its parameters."""


class Example(NamedTuple):
    """One call.

    :param before: calls that must have been made
    """

    params: Mapping[str, Any] = MappingProxyType({})
    before: tuple[Call, ...] = ()


_DEAL, _LEAD, _COMPANY = 2, 1, 4
_DELIVERY = 130
"""The demo portal's smart process."""
_DAY = "2030-01-15T10:00:00+00:00"

_FIELDS: dict[str, dict[str, Any]] = {
    "lead": {"TITLE": "Fenders", "NAME": "Ann", "LAST_NAME": "Moor", "PHONE": [{"VALUE": "+1 555 0100"}]},
    "deal": {"TITLE": "Anchor chains", "STAGE_ID": "NEW", "OPPORTUNITY": 1200, "CURRENCY_ID": "EUR", "COMPANY_ID": 1},
    "contact": {"NAME": "Ann", "LAST_NAME": "Moor", "EMAIL": [{"VALUE": "ann@example.test", "VALUE_TYPE": "WORK"}]},
    "company": {"TITLE": "Moor & Daughters", "PHONE": [{"VALUE": "+1 555 0100", "VALUE_TYPE": "WORK"}]},
    "quote": {"TITLE": "Offer for anchor chains", "OPPORTUNITY": 1200, "CURRENCY_ID": "EUR", "DEAL_ID": 1},
}
_LISTED = {
    "lead": ["ID", "TITLE", "STATUS_ID"],
    "deal": ["ID", "TITLE", "STAGE_ID", "OPPORTUNITY"],
    "contact": ["ID", "NAME", "LAST_NAME"],
    "company": ["ID", "TITLE"],
    "quote": ["ID", "TITLE", "STATUS_ID"],
}


def _family(entity: str) -> dict[str, Example]:
    first = {"id": 1}
    title = "LAST_NAME" if entity == "contact" else "TITLE"
    listed = {"select": _LISTED[entity], "filter": {"<ID": 4}, "order": {"ID": "DESC"}}
    return {
        f"crm.{entity}.add": Example({"fields": _FIELDS[entity]}),
        f"crm.{entity}.get": Example(first),
        f"crm.{entity}.list": Example(listed),
        f"crm.{entity}.update": Example({**first, "fields": {title: "Another"}}),
        f"crm.{entity}.delete": Example(first),
    }


_TODO = {"ownerTypeId": _DEAL, "ownerId": 1}
_PLANNED: Call = ("crm.activity.todo.add", {**_TODO, "deadline": _DAY, "title": "Call back"})
_BOUND: Call = ("crm.activity.binding.add", {"activityId": 1, "entityTypeId": _DEAL, "entityId": 5})
_PLANNED_ID = "$planned"
"""Stands for the id that the planning before the example has answered."""
_REPAIR: Call = ("crm.type.add", {"fields": {"title": "Repair", "entityTypeId": 2024}})
_COMMENTED: Call = (
    "crm.timeline.comment.add",
    {"fields": {"ENTITY_TYPE": "deal", "ENTITY_ID": 1, "COMMENT": "The anchors are on their way."}},
)
_MADE_ID = "$made"
"""Stands for the answer of the call before the example, when it is an id."""
_SHOWN_TWICE = {"OWNER_ID": 1, "ENTITY_TYPE": "deal", "ENTITY_ID": 5}
_KRONE: Call = (
    "crm.currency.add",
    {"fields": {"CURRENCY": "DKK", "AMOUNT_CNT": 1, "AMOUNT": 0.15, "LANG": {"en": {"FULL_NAME": "Danish krone"}}}},
)
_GERMAN = {"de": {"FULL_NAME": "US-Dollar", "DECIMALS": 2}}
_TOLD: Call = ("event.bind", {"event": "ONCRMDEALADD", "handler": "https://app.example.test/events"})
_KEPT: tuple[Call, ...] = (
    ("event.bind", {"event": "ONCRMDEALADD", "event_type": "offline"}),
    ("crm.deal.add", {"fields": {"TITLE": "Anchor chains"}}),
)
_FETCHED: Call = ("event.offline.get", {"clear": 0})
_PROCESS = "$process"
"""Stands for the package that the fetching before the example has answered."""
_HANDLER = "https://app.example.test/tab"
_TAB: Call = (
    "placement.bind",
    {"PLACEMENT": "CRM_DEAL_DETAIL_TAB", "HANDLER": _HANDLER, "TITLE": "Freight"},
)

EXAMPLES: dict[str, Example] = {
    "access.name": Example({"ACCESS": ["U3", "D1"]}),
    "app.option.get": Example({"option": "unit"}, (("app.option.set", {"options": {"unit": "kg"}}),)),
    "app.option.set": Example({"options": {"unit": "kg"}}),
    "batch": Example(
        {
            "halt": 0,
            "cmd": {
                "bindings": "crm.activity.binding.list?activityId=1",
                "deal": "crm.deal.list?filter[ID]=$result[bindings][0][entityId]&select[]=ID&select[]=TITLE",
            },
        }
    ),
    "batch@v3": Example({"0": {"method": "rest.scope.list", "as": "scopes"}}),
    "crm.activity.add": Example(
        {
            "fields": {
                "OWNER_TYPE_ID": _DEAL,
                "OWNER_ID": 1,
                "TYPE_ID": 2,
                "SUBJECT": "Delivery date",
                "START_TIME": _DAY,
                "END_TIME": "2030-01-15T10:15:00+00:00",
                "RESPONSIBLE_ID": 1,
                "COMMUNICATIONS": [{"VALUE": "+1 555 0100", "ENTITY_ID": 1, "ENTITY_TYPE_ID": 3}],
            }
        }
    ),
    "crm.activity.binding.add": Example(_BOUND[1]),
    "crm.activity.binding.delete": Example(_BOUND[1], (_BOUND,)),
    "crm.activity.binding.list": Example({"activityId": 1}),
    "crm.activity.binding.move": Example(
        {
            "activityId": 1,
            "sourceEntityTypeId": _DEAL,
            "sourceEntityId": 5,
            "targetEntityTypeId": _DEAL,
            "targetEntityId": 6,
        },
        (_BOUND,),
    ),
    "crm.activity.delete": Example({"id": 1}),
    "crm.activity.get": Example({"id": 1}),
    "crm.activity.list": Example(
        {"filter": {"OWNER_TYPE_ID": _DEAL, "OWNER_ID": 1}, "select": ["ID", "SUBJECT", "COMPLETED"]}
    ),
    "crm.activity.todo.add": Example(_PLANNED[1]),
    "crm.activity.todo.update": Example(
        {"id": _PLANNED_ID, **_TODO, "deadline": "2030-01-16T10:00:00+00:00", "title": "Call again"}, (_PLANNED,)
    ),
    "crm.activity.todo.updateColor": Example({"id": _PLANNED_ID, **_TODO, "colorId": "3"}, (_PLANNED,)),
    "crm.activity.todo.updateDeadline": Example({"id": _PLANNED_ID, **_TODO, "value": _DAY}, (_PLANNED,)),
    "crm.activity.todo.updateDescription": Example({"id": _PLANNED_ID, **_TODO, "value": "About May"}, (_PLANNED,)),
    "crm.activity.todo.updateResponsibleUser": Example({"id": _PLANNED_ID, **_TODO, "responsibleId": 3}, (_PLANNED,)),
    "crm.activity.update": Example({"id": 1, "fields": {"SUBJECT": "Another subject"}}),
    "crm.category.get": Example({"entityTypeId": _DEAL, "id": 0}),
    "crm.category.list": Example({"entityTypeId": _DEAL}),
    "crm.currency.add": Example(_KRONE[1]),
    "crm.currency.base.set": Example({"id": "USD"}),
    "crm.currency.delete": Example({"id": "DKK"}, (_KRONE,)),
    "crm.currency.get": Example({"id": "USD"}),
    "crm.currency.localizations.delete": Example({"id": "USD", "lids": ["en"]}),
    "crm.currency.localizations.get": Example({"id": "USD"}),
    "crm.currency.localizations.set": Example({"id": "USD", "localizations": _GERMAN}),
    "crm.currency.update": Example({"id": "USD", "fields": {"AMOUNT": 0.9}}),
    "crm.item.add": Example(
        {"entityTypeId": _DEAL, "fields": {"title": "Anchor chains", "opportunity": 1200, "companyId": 1}}
    ),
    "crm.item.delete": Example({"entityTypeId": _DELIVERY, "id": 1}),
    "crm.item.fields": Example({"entityTypeId": _DELIVERY}),
    "crm.item.get": Example({"entityTypeId": _DELIVERY, "id": 1}),
    "crm.item.list": Example(
        {
            "entityTypeId": _DEAL,
            "select": ["id", "title", "stageId"],
            "filter": {"@id": [1, 2, 3]},
            "order": {"id": "ASC"},
        }
    ),
    "crm.item.update": Example({"entityTypeId": _LEAD, "id": 1, "fields": {"title": "Another"}}),
    "crm.status.entity.items": Example({"entityId": "SOURCE"}),
    "crm.status.list": Example({"filter": {"ENTITY_ID": "STATUS"}, "order": {"SORT": "ASC"}}),
    "crm.timeline.bindings.bind": Example({"fields": _SHOWN_TWICE}),
    "crm.timeline.bindings.list": Example({"filter": {"OWNER_ID": 1}}),
    "crm.timeline.bindings.unbind": Example(
        {"fields": _SHOWN_TWICE}, (("crm.timeline.bindings.bind", {"fields": _SHOWN_TWICE}),)
    ),
    "crm.timeline.comment.add": Example(_COMMENTED[1]),
    "crm.timeline.comment.delete": Example({"id": _MADE_ID}, (_COMMENTED,)),
    "crm.timeline.comment.get": Example({"id": _MADE_ID}, (_COMMENTED,)),
    "crm.timeline.comment.list": Example({"filter": {"ENTITY_TYPE": "deal", "ENTITY_ID": 1}}, (_COMMENTED,)),
    "crm.timeline.comment.update": Example({"id": _MADE_ID, "fields": {"COMMENT": "They have come."}}, (_COMMENTED,)),
    "crm.type.add": Example(_REPAIR[1]),
    "crm.type.delete": Example({"id": "$type"}, (_REPAIR,)),
    "crm.type.get": Example({"id": "$type"}, (_REPAIR,)),
    "crm.type.getByEntityTypeId": Example({"entityTypeId": _DELIVERY}),
    "crm.type.update": Example({"id": "$type", "fields": {"title": "Mending"}}, (_REPAIR,)),
    "department.get": Example({"ID": 2}),
    "event.bind": Example(_TOLD[1]),
    "event.get": Example({}, (_TOLD,)),
    "event.offline.clear": Example({"process_id": _PROCESS}, (*_KEPT, _FETCHED)),
    "event.offline.error": Example({"process_id": _PROCESS, "message_id": []}, (*_KEPT, _FETCHED)),
    "event.offline.get": Example({"limit": 10}, _KEPT),
    "event.offline.list": Example({}, _KEPT),
    "event.unbind": Example(_TOLD[1], (_TOLD,)),
    "feature.get": Example({"CODE": "rest_offline_extended"}),
    "method.get": Example({"name": "crm.activity.binding.list"}),
    "methods": Example({"scope": "placement"}),
    "placement.bind": Example(_TAB[1]),
    "placement.get": Example({}, (_TAB,)),
    "placement.list": Example({"SCOPE": "crm"}),
    "placement.unbind": Example({"PLACEMENT": "CRM_DEAL_DETAIL_TAB", "HANDLER": _HANDLER}, (_TAB,)),
    "scope": Example({}),
    "user.access": Example({"ACCESS": ["G2", "AU"]}),
    "user.get": Example({"ID": 3}),
    "user.option.get": Example({"option": "view"}, (("user.option.set", {"options": {"view": "board"}}),)),
    "user.option.set": Example({"options": {"view": "board"}}),
    "user.search": Example({"FILTER": {"NAME": "Clara"}}),
    "voximplant.user.get": Example({"USER_ID": [1, 3]}),
}
"""By the method's name. A method that is not here is called without parameters."""

for _entity in _FIELDS:
    EXAMPLES |= _family(_entity)


def example_of(name: str) -> Example:
    """The example of a method."""
    return EXAMPLES.get(name, Example())


def made_before(params: Mapping[str, Any], results: list[Any]) -> dict[str, Any]:
    """Parameters with the ids that the calls before the example have answered."""
    ids = {_PLANNED_ID: ("id",), "$type": ("type", "id"), _MADE_ID: (), _PROCESS: ("process_id",)}
    found = {}
    for name, value in params.items():
        if isinstance(value, str) and value in ids:
            value = results[-1]  # noqa: PLW2901
            for step in ids[params[name]]:
                value = value[step]  # noqa: PLW2901
        found[name] = value
    return found
