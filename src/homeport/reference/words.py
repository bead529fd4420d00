"""The words that a search goes by: what says nothing is left out, and other words for the same are looked for, too."""

import re
from collections.abc import Iterator
from functools import cache

MAX_WORDS = 8
_SPLIT = re.compile(r"[^\w@]+|_+")
_HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

_IES = re.compile("ies$")
_ENDING = re.compile(r"(?<=\w\w\w)(ed|ing)$")

_SAYS_NOTHING = re.compile(
    "a|all|an|and|another|any|are|be|been|by|can|do|does|each|for|from|have|how|i|if|in|into|is|it|its|me|my|of|on|one|or|other|"
    "our|s|should|some|that|the|their|them|there|this|to|via|want|was|were|what|when|which|who|with|you|your"
)

_PHRASES = (
    (re.compile(r"\b(custom|user|own)[ -]?fields?\b"), "userfield"),
    (re.compile(r"\bproduct[ -]?rows?\b"), "productrows"),
    (re.compile(r"\btime[ -]?line\b"), "timeline"),
    (re.compile(r"\be-?mails?\b"), "email"),
    (re.compile(r"\bto[ -]do\b"), "todo"),
    (re.compile(r"\bcheck[ -]lists?\b"), "checklist"),
)
"""Words that belong together, as names have them."""

_SAME = (
    "stage status pipeline funnel category",
    "responsible assign assigned assignee owner",
    "file attach attachment upload document",
    "product good productrows",
    "event subscribe listen bind",
    "update change move modify edit rename set",
    "add create new make register",
    "delete remove drop erase",
    "list find search show get read fetch",
    "deadline overdue due late",
    "duplicate phone email communication",
    "user employee colleague person people staff",
    "group workgroup project",
    "comment note",
    "message chat messenger",
    "batch many bulk several mass import",
    "company organization firm",
    "folder directory",
    "complete finish close done",
    "price cost",
    "department structure",
    "image picture photo logo",
    "currency money",
    "link relation",
    "permission right access",
    "time hours",
    "stage move",
)
"""Words that are asked for alike. One word may stand in several lines."""

_MEANS = {
    "client": "contact company",
    "customer": "contact company",
    "import": "add batch",
    "call": "activity telephony",
    "meeting": "activity calendar",
    "webhook": "event handler",
    "notify": "event message",
    "good": "product",
    "shop": "sale catalog",
    "order": "sale",
    "funnel": "category",
    "pipeline": "category",
    "assign": "assigned",
    "boss": "head",
    "manager": "head responsible",
    "workflow": "bizproc",
}
"""What a word is asked for that no name has, and the other way round would be wrong."""

_PURPOSES = {
    "batch": "make many calls at once in one request, import or change many records in bulk",
    "crm.activity.binding.add": "bind an activity to a deal, lead, contact, company or another record",
    "crm.activity.todo.add": "remind of something to do, plan a to-do with a deadline",
    "crm.activity.add": "plan a call or a meeting with a client, send an e-mail",
    "crm.activity.list": "overdue activities by deadline, what is to be done",
    "crm.address.add": "add an address to a company or a contact",
    "crm.requisite.bankdetail.add": "bank account of a company",
    "crm.requisite.bankdetail.list": "bank details of a company or a contact",
    "crm.category.list": "list pipelines of deals",
    "crm.status.list": "list stages, sources and other directories",
    "crm.stagehistory.list": "when a deal or a lead was moved to another stage, history of stages",
    "crm.company.list": "list all companies, find a company",
    "crm.contact.list": "find a contact by phone number or e-mail",
    "crm.duplicate.findbycomm": "find a contact, lead or company by phone number or e-mail",
    "crm.entity.mergebatch": "merge duplicate contacts, companies, leads, deals",
    "crm.deal.update": "move a deal to another stage, assign it to another user, win it, attach a file",
    "crm.lead.update": "move a lead to another stage, assign it to another user",
    "crm.item.update": "move a record of any type to another stage or pipeline, assign it to another user",
    "crm.timeline.comment.add": "attach a file to a deal, lead, contact or company with a comment or a note",
    "disk.folder.uploadfile": "attach or upload a file, put a file into a folder",
    "event.bind": "subscribe to changes of deals, leads, contacts, tasks: be told by a webhook or handler",
    "event.offline.get": "fetch changes later, without a handler",
    "placement.bind": "add a button or a tab to the card of a deal or another record, embed an application",
    "profile": "who am I, the current user",
    "user.current": "who am I, the current user",
    "method.get": "may I call a method, does it exist",
    "scope": "which permissions my application or webhook has",
    "app.info": "which scopes my application has",
    "task.elapseditem.add": "record working time spent on a task",
    "department.get": "who is the head of a department",
    "user.get": "find an employee by e-mail or department, list employees",
    "im.notify.personal.add": "notify a user",
    "sale.order.add": "order of a shop, buy",
}
"""What people want who need a method, in words that its name lacks; by names in small letters."""

_COMPOUNDS = {
    "userfield": "user field custom",
    "userfieldconfig": "userfield user field custom configuration",
    "productrow": "product row productrows",
    "productrows": "product row",
    "findbycomm": "find by communication phone email",
    "productsection": "product section",
    "bankdetail": "bank detail",
    "checklistitem": "checklist item check list",
    "elapseditem": "elapsed time item",
    "commentitem": "comment item",
    "calllist": "call list",
    "timeman": "working time",
    "bizproc": "business process workflow",
    "im": "chat message messenger",
    "imbot": "chat bot messenger",
    "imopenlines": "open channel line chat",
    "sonet": "workgroup group project",
    "voximplant": "telephony call",
    "telephony": "telephone call",
    "todo": "to do activity",
    "uploadfile": "upload file",
    "addsubfolder": "add subfolder folder",
    "deletetree": "delete tree",
    "moveto": "move to",
    "copyto": "copy to",
    "getlist": "get list",
    "orderentity": "order entity",
    "persontype": "person type",
    "paysystem": "pay system payment",
}
"""What words of names mean that are several in one."""


def split(text: str) -> Iterator[str]:
    """The words of a name or of a text, in small letters: ``STAGE_ID``, ``stageId`` and ``stage.id`` are two each."""
    for part in _SPLIT.split(text):
        for word in _HUMP.split(part):
            if word:
                yield word.lower()


def of_name(text: str) -> str:
    """The words of a name, with what compounds of them mean."""
    found = list(split(text))
    return " ".join([*found, *(_COMPOUNDS[word] for word in found if word in _COMPOUNDS)])


def asked(text: str) -> list[str]:
    """The words of a question that say something; all of them when none does."""
    text = text.lower()
    for pattern, word in _PHRASES:
        text = pattern.sub(word, text)
    every = list(split(text))
    return list(dict.fromkeys([word for word in every if not _SAYS_NOTHING.fullmatch(word)] or every))[:MAX_WORDS]


def forms(word: str) -> frozenset[str]:
    """A word, and what it is without its endings."""
    endings = (word.removesuffix("s"), word.removesuffix("es"), _IES.sub("y", word))
    return frozenset((word, *endings, _ENDING.sub("", word), _ENDING.sub("e", word)))


def purpose(name: str) -> str:
    """What a method is wanted for, if its name does not say it.

    :param name: in any case of letters
    """
    return _PURPOSES.get(name.lower(), "")


@cache
def same(word: str) -> frozenset[str]:
    """Other words for a word."""
    own = forms(word)
    lines = [line.split() for line in _SAME if own & set(line.split())]
    meant = [_MEANS[each].split() for each in own if each in _MEANS]
    return frozenset(other for line in (*lines, *meant) for other in line) - own
