"""Examples of sites."""

from homeport.rpc.example import Call, Example, Made

_ADD: Call = ("landing.site.add", {"fields": {"TITLE": "Garden", "CODE": "garden"}})
_BASE: Call = (
    "landing.site.add",
    {"scope": "KNOWLEDGE", "fields": {"TITLE": "How we work", "CODE": "how", "TYPE": "KNOWLEDGE"}},
)
_GROUP: Call = ("sonet_group.create", {"NAME": "Gardeners"})
_SITE = Made(call=0)
_FOLDER: Call = ("landing.site.addFolder", {"siteId": _SITE, "fields": {"TITLE": "Flowers"}})
_PAGE: Call = ("landing.landing.add", {"fields": {"TITLE": "Roses", "CODE": "roses", "SITE_ID": _SITE}})
_ID, _LID, _IN = {"id": _SITE}, {"lid": Made(call=1)}, {"folderId": Made(call=1)}
_TO_GROUP = {"id": _SITE, "groupId": Made(call=1)}
_TO_MENU = {"id": _SITE, "menuCode": "crm_switcher:deal"}
_RIGHTS = {"id": 2, "rights": {"0": ["read", "edit"]}}

EXAMPLES = {
    "landing.role.enable": Example({"mode": 1}),
    "landing.role.getRights": Example({"id": 2}),
    "landing.role.setRights": Example(_RIGHTS),
    "landing.role.setAccessCodes": Example({"id": 2, "codes": ["U3", "DR1"]}),
    "landing.site.add": Example(_ADD[1]),
    "landing.site.update": Example({**_ID, "fields": {"TITLE": "The garden"}}, (_ADD,)),
    "landing.site.getList": Example({"params": {"select": ["ID", "TITLE", "PUBLIC_URL"]}}, (_ADD,)),
    **{
        f"landing.site.{verb}": Example(_ID, (_ADD,))
        for verb in (
            "delete", "markDelete", "markUnDelete", "publication", "unpublic", "getPublicUrl", "getPreview",
            "getadditionalfields", "getRights",
        )
    },
    "landing.site.fullExport": Example(_ID, (_ADD, _PAGE)),
    "landing.site.setRights": Example({**_ID, "rights": {"U3": ["read", "edit"]}}, (_ADD,)),
    "landing.site.addFolder": Example(_FOLDER[1], (_ADD,)),
    "landing.site.updateFolder": Example({"siteId": _SITE, **_IN, "fields": {"TITLE": "Herbs"}}, (_ADD, _FOLDER)),
    "landing.site.getFolders": Example({"siteId": _SITE}, (_ADD, _FOLDER)),
    "landing.site.markFolderDelete": Example({"id": Made(call=1)}, (_ADD, _FOLDER)),
    "landing.site.markFolderUnDelete": Example({"id": Made(call=1)}, (_ADD, _FOLDER)),
    "landing.site.publicationFolder": Example(_IN, (_ADD, _FOLDER)),
    "landing.site.unPublicFolder": Example(_IN, (_ADD, _FOLDER)),
    "landing.site.bindingToGroup": Example(_TO_GROUP, (_BASE, _GROUP)),
    "landing.site.unbindingFromGroup": Example(_TO_GROUP, (_BASE, _GROUP)),
    "landing.site.getGroupBindings": Example({}),
    "landing.site.bindingToMenu": Example(_TO_MENU, (_BASE,)),
    "landing.site.unbindingFromMenu": Example(_TO_MENU, (_BASE,)),
    "landing.site.getMenuBindings": Example({}),
    "landing.landing.add": Example(_PAGE[1], (_ADD,)),
    "landing.landing.update": Example({**_LID, "fields": {"TITLE": "Wild roses"}}, (_ADD, _PAGE)),
    "landing.landing.getList": Example({"params": {"filter": {"SITE_ID": _SITE}}}, (_ADD, _PAGE)),
    "landing.landing.resolveIdByPublicUrl": Example({"landingUrl": "/roses/", "siteId": _SITE}, (_ADD, _PAGE)),
    **{
        f"landing.landing.{verb}": Example(_LID, (_ADD, _PAGE))
        for verb in (
            "copy", "move", "publication", "unpublic", "markDelete", "markUnDelete", "delete", "getpreview",
            "getpublicurl", "getadditionalfields",
        )
    },
}  # fmt: skip
