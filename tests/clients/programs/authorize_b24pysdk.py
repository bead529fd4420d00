"""b24pysdk as an application: its tokens, and the authorization server whose host name it has built in."""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

import hosts
from b24pysdk import BitrixApp, BitrixToken, BitrixWebhook, Config
from b24pysdk.errors import BitrixAPIError
from outcomes import SETTINGS, report

OLD, NEW = SETTINGS["old"], SETTINGS["new"]
hosts.lead((OLD, NEW, "oauth.bitrix24.tech"), urlsplit(SETTINGS["https"]).port)
Config().configure(default_initial_retry_delay=0.01, default_retry_delay_increment=0)

app = BitrixApp(client_id=SETTINGS["client_id"], client_secret=SETTINGS["client_secret"])


def token_of(name: str, domain: str = NEW, held_by: BitrixApp = app) -> BitrixToken:
    """A token whose end the client does not know: only the portal's refusal tells it."""
    access, refresh = SETTINGS[name]
    return BitrixToken(domain=domain, auth_token=access, refresh_token=refresh, bitrix_app=held_by)


def exchange() -> Any:
    given = app.get_oauth_token(SETTINGS["code"])
    token = BitrixToken.from_oauth(given, app)
    info = token.get_app_info().result
    return {
        "domain": token.domain,
        "user": given.user_id,
        "scope": given.scope,
        "status": given.status.value,
        "server": given.server_endpoint,
        "calls as": token.call_method("profile")["result"]["ID"],
        "expired": token.has_expired,
        "agrees with app.info": given.validate_against_app_info(info),
        "install": asdict(info.install),
    }


def call(name: str, **more: Any) -> Any:
    token = token_of(name, **more)
    user = token.call_method("profile")["result"]["ID"]
    access, refresh = SETTINGS[name]
    return {
        "user": user,
        "domain": token.domain,
        "renewed": [token.auth_token != access, token.refresh_token != refresh],
    }


def info() -> Any:
    token = token_of("expired before app.info")
    return {
        "user": token.get_app_info().result.user_id,
        "renewed": token.auth_token != SETTINGS["expired before app.info"][0],
    }


def without_refresh_token() -> Any:
    access, _ = SETTINGS["expired for good"]
    return BitrixToken(domain=NEW, auth_token=access, bitrix_app=app).call_method("profile")["result"]


def batch() -> Any:
    answer = token_of("expired before a batch").call_batch({"a": ("profile", {}), "b": ("department.get", {})})
    return {"user": answer["result"]["result"]["a"]["ID"], "refused": answer["result"]["result_error"]["b"]["error"]}


def by_webhook() -> Any:
    webhook = BitrixWebhook(domain=OLD, webhook_token=SETTINGS["webhook"])
    return {"user": webhook.call_method("profile")["result"]["ID"], "domain": webhook.domain}


def describe(error: Exception) -> dict[str, Any]:
    if not isinstance(error, BitrixAPIError):
        return {}
    return {"code": error.error, "status": error.status_code}


def stranger(**changed: str) -> BitrixApp:
    return BitrixApp(**{"client_id": app.client_id, "client_secret": app.client_secret, **changed})


report(
    {
        "exchange": exchange,
        "exchange again": lambda: app.get_oauth_token(SETTINGS["code"]),
        "fresh": lambda: call("fresh"),
        "expired": lambda: call("expired"),
        "expired before a batch": batch,
        "expired before app.info": info,
        "expired for good": without_refresh_token,
        "used refresh token": lambda: app.refresh_oauth_token(SETTINGS["expired"][1]),
        "unknown token": lambda: BitrixToken(domain=NEW, auth_token="x" * 32, bitrix_app=app).call_method("profile"),
        "no token": lambda: app.get_app_info(""),
        "wrong secret": lambda: stranger(client_secret="wrong").refresh_oauth_token(SETTINGS["fresh"][1]),
        "unknown client": lambda: stranger(client_id="local.none").refresh_oauth_token(SETTINGS["fresh"][1]),
        "renamed portal": lambda: call("fresh", domain=OLD),
        "renamed portal by webhook": by_webhook,
        "beyond the scope": lambda: token_of("fresh").call_method("department.get"),
        "busy": lambda: token_of("fresh").call_method("crm.lead.fields")["result"]["ID"]["type"],
        "busy for good": lambda: token_of("fresh").call_method("crm.deal.fields"),
        "slowed down": lambda: token_of("fresh").call_method("crm.contact.fields"),
    },
    describe,
)
