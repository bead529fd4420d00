"""Examples of knowledge bases."""

from homeport.rpc.example import Call, Example, Made

_BASE: Call = ("note.collection.add", {"fields": {"name": "How we work", "position": 100}})
_OF_BASE = Made(("item", "id"), 0)
_PAGE: Call = (
    "note.document.add",
    {"fields": {"collectionId": _OF_BASE, "title": "The warehouse", "markdown": "# Hours\n\nFrom *six* to six."}},
)
_DOCUMENT = Made(("item", "id"), 1)
_WITH = (_BASE, _PAGE)
_FILE: Call = (
    "note.file.add",
    {"documentId": _DOCUMENT, "fileName": "hours.txt", "fileContent": "RnJvbSBzaXggdG8gc2l4"},
)

EXAMPLES = {
    "note.collection.add": Example(_BASE[1]),
    "note.collection.get": Example({"id": _OF_BASE}, (_BASE,)),
    "note.collection.list": Example({"pagination": {"limit": 10}}, (_BASE,)),
    "note.collection.update": Example({"id": _OF_BASE, "fields": {"name": "How all of us work"}}, (_BASE,)),
    "note.collection.archive": Example({"id": _OF_BASE}, (_BASE,)),
    "note.collection.delete": Example({"id": _OF_BASE}, (_BASE,)),
    "note.collection.field.get": Example({"name": "policyLevel"}),
    "note.document.add": Example(_PAGE[1], (_BASE,)),
    "note.document.get": Example({"id": _DOCUMENT}, _WITH),
    "note.document.update": Example({"id": _DOCUMENT, "fields": {"title": "Our warehouse"}}, _WITH),
    "note.document.archive": Example({"id": _DOCUMENT}, _WITH),
    "note.document.delete": Example({"id": _DOCUMENT}, _WITH),
    "note.document.field.get": Example({"name": "markdown"}),
    "note.document.tree.list": Example({"collectionId": _OF_BASE}, _WITH),
    "note.document.tree.field.get": Example({"name": "children"}),
    "note.document.search.list": Example({"query": "six"}, _WITH),
    "note.document.search.field.get": Example({"name": "snippet"}),
    "note.file.add": Example(_FILE[1], _WITH),
    "note.file.get": Example({"id": Made(("item", "id")), "documentId": _DOCUMENT}, (*_WITH, _FILE)),
    "note.file.field.get": Example({"name": "assetMarkdown"}),
}
