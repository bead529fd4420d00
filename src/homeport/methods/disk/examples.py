"""Examples of the disk."""

from homeport.rpc.example import Call, Example, Made

_STORAGES: Call = ("disk.storage.getList", {"filter": {"ENTITY_TYPE": "user"}, "order": {"ID": "ASC"}})
_STORAGE = Made((0, "ID"), 0)
_ROOT = Made((0, "ROOT_OBJECT_ID"), 0)
_TEXT = ["prices.txt", "UGllciAzOiAxNCBFVVI="]


def _folder(name: str) -> Call:
    return "disk.folder.addSubFolder", {"id": _ROOT, "data": {"NAME": name}}


_FILE: Call = ("disk.folder.uploadFile", {"id": _ROOT, "data": {"NAME": "prices.txt"}, "fileContent": _TEXT})
_ID = Made(("ID",))
_TRASHED_FOLDER: Call = ("disk.folder.markDeleted", {"id": Made(("ID",), 1)})
_TRASHED_FILE: Call = ("disk.file.markDeleted", {"id": Made(("ID",), 1)})
_NEWER: Call = ("disk.file.uploadVersion", {"id": Made(("ID",), 1), "fileContent": _TEXT})
_VERSIONS: Call = ("disk.file.getVersions", {"id": Made(("ID",), 1)})

_COMMENT: Call = (
    "crm.timeline.comment.add",
    {"fields": {"ENTITY_TYPE": "deal", "ENTITY_ID": 1, "COMMENT": "See the prices", "FILES": [_TEXT]}},
)
"""The first file of all that is shown with something."""

_WITH_FOLDER = (_STORAGES, _folder("Offers"))
_WITH_FOLDERS = (*_WITH_FOLDER, _folder("Archive"))
_WITH_FILE = (_STORAGES, _FILE)
_WITH_BOTH = (*_WITH_FILE, _folder("Archive"))
_WITH_VERSIONS = (*_WITH_FILE, _NEWER, _VERSIONS)

EXAMPLES = {
    "disk.storage.getFields": Example(),
    "disk.storage.getTypes": Example(),
    "disk.storage.getList": Example({"filter": {"ENTITY_TYPE": "user"}, "order": {"NAME": "ASC"}}),
    "disk.storage.get": Example({"id": _STORAGE}, (_STORAGES,)),
    "disk.storage.getForApp": Example(),
    "disk.storage.rename": Example({"id": Made(("ID",)), "newName": "Exports"}, (("disk.storage.getForApp", {}),)),
    "disk.storage.getChildren": Example({"id": _STORAGE, "filter": {"TYPE": "folder"}}, _WITH_FOLDER),
    "disk.storage.addFolder": Example({"id": _STORAGE, "data": {"NAME": "Offers"}}, (_STORAGES,)),
    "disk.storage.uploadFile": Example(
        {"id": _STORAGE, "data": {"NAME": "prices.txt"}, "fileContent": _TEXT, "generateUniqueName": True}, (_STORAGES,)
    ),
    "disk.folder.getFields": Example(),
    "disk.folder.get": Example({"id": _ID}, _WITH_FOLDER),
    "disk.folder.getChildren": Example({"id": _ROOT, "order": {"NAME": "ASC"}}, _WITH_FOLDER),
    "disk.folder.addSubFolder": Example({"id": _ROOT, "data": {"NAME": "Offers"}}, (_STORAGES,)),
    "disk.folder.uploadFile": Example(
        {
            "id": _ROOT,
            "data": {"NAME": "prices.txt"},
            "fileContent": _TEXT,
            "rights": [{"TASK_ID": 71, "ACCESS_CODE": "U3"}],
        },
        (_STORAGES,),
    ),
    "disk.folder.rename": Example({"id": _ID, "newName": "Sent offers"}, _WITH_FOLDER),
    "disk.folder.moveTo": Example({"id": Made(("ID",), 1), "targetFolderId": Made(("ID",), 2)}, _WITH_FOLDERS),
    "disk.folder.copyTo": Example({"id": Made(("ID",), 1), "targetFolderId": Made(("ID",), 2)}, _WITH_FOLDERS),
    "disk.folder.markDeleted": Example({"id": _ID}, _WITH_FOLDER),
    "disk.folder.restore": Example({"id": Made(("ID",), 1)}, (*_WITH_FOLDER, _TRASHED_FOLDER)),
    "disk.folder.deleteTree": Example({"id": _ID}, _WITH_FOLDER),
    "disk.folder.getExternalLink": Example({"id": _ID}, _WITH_FOLDER),
    "disk.folder.shareToUser": Example({"id": _ID, "userId": 3, "taskName": "disk_access_edit"}, _WITH_FOLDER),
    "disk.file.getFields": Example(),
    "disk.file.get": Example({"id": _ID}, _WITH_FILE),
    "disk.file.search": Example(
        {"QUERY": "price", "TYPE": "all", "FILTER": {"STORAGE_ID": _STORAGE}}, (_STORAGES, _folder("Price lists"))
    ),
    "disk.file.rename": Example({"id": _ID, "newName": "prices 2026.txt"}, _WITH_FILE),
    "disk.file.moveTo": Example({"id": Made(("ID",), 1), "targetFolderId": _ID}, _WITH_BOTH),
    "disk.file.copyTo": Example({"id": Made(("ID",), 1), "targetFolderId": _ID}, _WITH_BOTH),
    "disk.file.markDeleted": Example({"id": _ID}, _WITH_FILE),
    "disk.file.restore": Example({"id": Made(("ID",), 1)}, (*_WITH_FILE, _TRASHED_FILE)),
    "disk.file.delete": Example({"id": _ID}, _WITH_FILE),
    "disk.file.getExternalLink": Example({"id": _ID}, _WITH_FILE),
    "disk.file.uploadVersion": Example({"id": _ID, "fileContent": _TEXT}, _WITH_FILE),
    "disk.file.getVersions": Example({"id": Made(("ID",), 1)}, (*_WITH_FILE, _NEWER)),
    "disk.file.restoreFromVersion": Example({"id": Made(("ID",), 1), "versionId": Made((1, "ID"))}, _WITH_VERSIONS),
    "disk.version.get": Example({"id": Made((0, "ID"))}, _WITH_VERSIONS),
    "disk.rights.getTasks": Example(),
    "disk.attachedObject.get": Example({"id": 1}, (_COMMENT,)),
}
