"""What an application is given when it is opened in a frame: a form by POST, and the answers to what it asks first.

Sources: ``settings/oauth/simple-way.md``, ``api-reference/widgets/index.md``.
"""

import json
import re
import secrets
from functools import partial
from typing import Any

from homeport.console.addresses import with_query
from homeport.console.apps.opening import Opening
from homeport.console.caller import Caller
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.domain.portal.apps import apps, authorization, launches, tokens
from homeport.domain.portal.apps.tokens import ACCESS_SECONDS, Pair
from homeport.store import Transaction

SID_BYTES = 16

_RELOADS = re.compile(r"CRM_\w+_(DETAIL_TAB|DETAIL_ACTIVITY|LIST_MENU)")
"""Placements from which an application may have the page around it read its data again."""


async def launch(visit: Signed, opening: Opening, options: dict[str, Any]) -> dict[str, Any]:
    """Open a page for the person: tokens of the person's own, and all that the frame and its page need.

    :param options: what the placement tells: the id of a record, the address of the page
    """
    app, portal = opening.app, visit.portal
    pair, first = await portal.store.write(partial(_begin, visit, opening))
    sid = secrets.token_hex(SID_BYTES)
    protocol = 1 if visit.address.startswith("https:") else 0
    language = visit.state.settings.language
    call = Caller(portal, visit.registry, visit.call.credential.actor, app)
    return {
        "url": with_query(
            opening.url, {"DOMAIN": visit.domain, "PROTOCOL": protocol, "LANG": language, "APP_SID": sid}
        ),
        "fields": {
            **renewed(pair),
            "SERVER_ENDPOINT": f"{visit.address}/rest/",
            "APPLICATION_TOKEN": apps.application_token(portal.key, visit.state.member_id, app.client_id),
            "APPLICATION_SCOPE": ",".join(sorted(app.scopes)),
            "member_id": visit.state.member_id,
            "status": app.status,
            "PLACEMENT": opening.placement,
            "PLACEMENT_OPTIONS": json.dumps(options),
        },
        "name": f"{visit.domain}|{protocol}|{sid}",
        "sid": sid,
        "origin": opening.origin,
        "title": opening.title,
        "client_id": app.client_id,
        "data": {
            "DOMAIN": visit.domain,
            "PROTOCOL": protocol,
            "PATH": "/rest",
            "LANG": language,
            **renewed(pair),
            "MEMBER_ID": visit.state.member_id,
            "IS_ADMIN": visit.is_admin,
            "APP_OPTIONS": await call("app.option.get"),
            "USER_OPTIONS": await call("user.option.get"),
            "PLACEMENT": opening.placement,
            "PLACEMENT_OPTIONS": options,
            "INSTALL": opening.installs,
            "FIRST_RUN": first,
        },
        "interface": {"command": ["reloadData"] if _RELOADS.fullmatch(opening.placement) else [], "event": []},
    }


async def renew(visit: Signed, app_id: int) -> dict[str, Any]:
    """New tokens for a page that is open.

    :raises ProblemError: when the person may not use the application any more
    """
    return renewed(await visit.portal.store.write(partial(_issue, visit, app_id)))


def renewed(pair: Pair) -> dict[str, Any]:
    """Tokens in the words of frames."""
    return {"AUTH_ID": pair.access, "REFRESH_ID": pair.refresh, "AUTH_EXPIRES": ACCESS_SECONDS}


def _begin(visit: Signed, opening: Opening, tx: Transaction) -> tuple[Pair, bool]:
    return _issue(visit, opening.app.id, tx), launches.is_first(tx, opening.app.id, visit.someone.user_id)


def _issue(visit: Signed, app_id: int, tx: Transaction) -> Pair:
    app = apps.find(tx, app_id)
    if app is None or app.blocked or not authorization.may_use(tx, app, visit.someone.user_id):
        raise ProblemError("The application cannot be used", "It was removed, blocked, or closed to you.", 403)
    return tokens.issue(tx, visit.portal.clock, visit.portal.key, app, visit.someone.user_id)
