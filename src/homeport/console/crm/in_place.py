"""Fields that are edited where they are shown, one by one. What somebody has changed meanwhile is not overwritten."""

import json

from starlette.responses import Response

from homeport.console.crm import changes, forms
from homeport.console.crm.card import Card, card_of
from homeport.console.crm.people import people_of
from homeport.console.crm.records import described
from homeport.console.pages import ProblemError
from homeport.console.section import Signed


def editable(fields: forms.Fields, name: str) -> bool:
    """Whether a field is edited where it is shown."""
    return forms.editable(fields, name) and fields[name]["type"] != "crm_currency"


async def show_form(visit: Signed) -> Response:
    """The form of one field, in the place of its value."""
    card, fields, name = await _named(visit)
    card.want(fields, [name])
    forms.want_choices(card.names, card.kind, name, fields[name], card.item)
    await card.names.load()
    people = await people_of(visit.call)
    inputs = forms.Form(card.kinds, card.kind, fields, card.names, people, card.item, {}).inputs([name])
    return visit.part("crm/field_form", card=card, name=name, inputs=inputs, was=_held(card, name))


async def show(visit: Signed) -> Response:
    """The value of one field."""
    card, fields, name = await _named(visit)
    return await _shown(card, fields, name, None)


async def save(visit: Signed) -> Response:
    """Write what was typed for one field, and show it."""
    form = await visit.form()
    card, fields, name = await _named(visit)
    if form.get("was") != _held(card, name):
        text = "Close the form to see what it holds now, and edit it again if that is still wanted."
        raise ProblemError("Somebody has changed this meanwhile", text, 409)
    typed = {key: value for key, value in forms.read(fields, form).items() if key == name}
    given = forms.changed(fields, card.item, typed)
    undo = None
    if given:
        await visit.call("crm.item.update", entityTypeId=card.kind.type_id, id=card.entity_id, fields=given)
        title = str(fields[name].get("title") or name)
        undo = await changes.offer(visit, card.kind, card.entity_id, f"{title} was changed.", card.path)
    card = await card_of(visit)
    return await _shown(card, fields, name, undo)


async def _shown(card: Card, fields: forms.Fields, name: str, undo: changes.Undo | None) -> Response:
    card.want(fields, [name])
    await card.names.load()
    return card.visit.part("crm/fact_part", card=card, shown=card.shown(fields, [name])[0], undo=undo)


async def _named(visit: Signed) -> tuple[Card, forms.Fields, str]:
    card, name = await card_of(visit), visit.path("field")
    fields = await described(visit, card.kind)
    if name not in fields or not editable(fields, name):
        raise ProblemError("This is not edited here", "It may be read only, or there is no such field.", 404)
    return card, fields, name


def _held(card: Card, name: str) -> str:
    """What the record holds in a field, to be known again."""
    return json.dumps(card.item.get(name), ensure_ascii=False, sort_keys=True)
