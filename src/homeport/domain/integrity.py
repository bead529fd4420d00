"""What holds in every portal at every moment, whatever happened to the server: ``homeport doctor --check`` looks.

Each rule is a statement that finds what breaks it. They read whole tables.
"""

from collections.abc import Iterator
from importlib import import_module

from homeport.domain.events.tables import HANDLER, OUTGOING
from homeport.domain.portal.apps.apps import UNINSTALLED
from homeport.domain.portal.apps.tables import APP, PLACEMENT, TOKEN
from homeport.domain.portal.tables import USER, WEBHOOK
from homeport.domain.records.integrity import SHOWN, Rule, orphans
from homeport.domain.records.scopes import scopes
from homeport.domain.user_fields.tables import FIELD, ITEM, VALUE
from homeport.store import Transaction, constant


def broken(tx: Transaction) -> Iterator[str]:
    """What is wrong, a sentence for each rule that does not hold."""
    for rule in rules():
        ids = [str(row[0]) for row in tx.all(rule.query)]
        if ids:
            more = ", …" if len(ids) > SHOWN else ""
            yield f"{rule.broken}: {', '.join(ids[:SHOWN])}{more}"


def rules() -> Iterator[Rule]:
    """Everything that is looked at."""
    yield from RULES
    for scope in scopes():
        for module in scope.integrity:
            yield from import_module(module).RULES


_NONE = constant(0)
RULES = (
    orphans("Webhooks of users that do not exist", WEBHOOK.c.USER_ID, USER),
    orphans("Tokens of applications that do not exist", TOKEN.c.APP_ID, APP, TOKEN.c.APP_ID != constant(UNINSTALLED)),
    orphans("Placements of applications that do not exist", PLACEMENT.c.APP_ID, APP),
    orphans("Entries of lists of user fields that do not exist", ITEM.c.FIELD_ID, FIELD),
    orphans("Values of user fields that do not exist", VALUE.c.FIELD_ID, FIELD),
    orphans(
        "Event handlers of applications that do not exist", HANDLER.c.APP_ID, APP, HANDLER.c.WEBHOOK_ID == constant(0)
    ),
    orphans(
        "Event handlers of webhooks that do not exist", HANDLER.c.WEBHOOK_ID, OUTGOING, HANDLER.c.APP_ID == constant(0)
    ),
)
"""Of the portal's own rows."""
