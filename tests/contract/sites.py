"""What the documentation's examples of sites need of the demo portal: a site with a folder and a page, and another."""

from typing import Any

from tests.apps import AppApi
from tests.contract.shown import DETAILS

_BUTTON = {"B24BUTTON_COLOR": "site", "B24BUTTON_USE": "N"}
_SAID = {"scope": "KNOWLEDGE", "fields": {"TITLE": "Base", "CODE": "", "TYPE": "KNOWLEDGE"}}


def parameters(caller: AppApi, name: str) -> dict[str, Any]:
    """The parameters of an example, with the numbers of sites, folders, pages and roles of this portal."""
    shown = DETAILS[name]["request_example"]
    if name.startswith("landing.role."):
        return {"id": 2} if "id" in shown else {}
    if "Group" in name or "Menu" in name:
        return _bound(caller, name)
    shown_fields = DETAILS[name]["response_example"].get("result")
    kept = shown_fields if name.endswith("additionalfields") else {}
    site = caller("landing.site.add", fields={"TITLE": "Garden", "CODE": "", "ADDITIONAL_FIELDS": kept or _look()})
    other = caller("landing.site.add", fields={"TITLE": "Shop", "CODE": ""})
    if name == "landing.site.add" or name.endswith("site.getList"):
        return {}
    if name.endswith(".delete") and ".site." in name:
        return {"id": other}
    said = {"TITLE": "Flowers", "SITE_ID": site, "CODE": "flowers", "ADDITIONAL_FIELDS": kept or _look()}
    page = caller("landing.landing.add", fields=said)
    folder = caller("landing.site.addFolder", siteId=site, fields={"TITLE": "All", "ACTIVE": "Y"})
    fields = dict(shown.get("fields") or {})
    of = {"SITE_ID": site, "PARENT_ID": folder, "INDEX_ID": page, "LANDING_ID_INDEX": page}
    named = {
        "id": folder if "Folder" in name else [site, other] if isinstance(shown.get("id"), list) else site,
        "lid": page,
        "siteid": site,
        "folderid": folder,
        "tositeid": site,
        "tofolderid": folder,
        "landingurl": "/flowers/",
        "fields": fields | {key: value for key, value in of.items() if fields.get(key)},
    }
    if "filter" in shown.get("params", {}):
        named["params"] = {**shown["params"], "filter": {"SITE_ID": site}}
    return {key: value for key, value in named.items() if key in {each.lower() for each in shown}} | (
        {"params": named["params"]} if "params" in named else {}
    )


def _look() -> dict[str, Any]:
    return {"THEME_USE": "Y", "BACKGROUND_PICTURE": "https://example.test/a.jpg", "COOKIES_USE": "N", **_BUTTON}


def _bound(caller: AppApi, name: str) -> dict[str, Any]:
    """A knowledge base and a group, one shown in the other where that is asked about."""
    base = caller("landing.site.add", **_SAID)
    to = {"groupId": caller("sonet_group.create", NAME="Garden")} if "Group" in name else {"menuCode": "crm_switcher"}
    if "getMenu" in name or "getGroup" in name or "unbinding" in name:
        caller(f"landing.site.bindingTo{'Group' if 'Group' in name else 'Menu'}", id=base, **to)
    return {**({} if ".get" in name else {"id": base}), **{key.lower(): value for key, value in to.items()}}
