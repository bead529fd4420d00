"""Examples of mail services."""

from homeport.rpc.example import Call, Example, Made

_POST = {
    "NAME": "Post",
    "SERVER": "imap.post.example.test",
    "PORT": 993,
    "ENCRYPTION": "Y",
    "LINK": "https://post.example.test/",
}
_ADDED: Call = ("mailservice.add", _POST)

EXAMPLES = {
    "mailservice.add": Example(_POST),
    "mailservice.get": Example({"ID": Made(call=0)}, (_ADDED,)),
    "mailservice.list": Example({}, (_ADDED,)),
    "mailservice.update": Example({"ID": Made(call=0), "NAME": "Post of the north", "SORT": 50}, (_ADDED,)),
    "mailservice.delete": Example({"ID": Made(call=0)}, (_ADDED,)),
}
