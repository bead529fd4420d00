"""Examples of the news feed."""

from homeport.rpc.example import Call, Example, Made

_NEWS: Call = (
    "log.blogpost.add",
    {
        "POST_TITLE": "Open house",
        "POST_MESSAGE": "On the last Saturday in March the warehouse is open to all.",
        "DEST": ["UA"],
        "IMPORTANT": "Y",
        "IMPORTANT_DATE_END": "2026-03-31T18:00:00+00:00",
        "TAGS": "warehouse,spring",
        "FILES": [["plan.txt", "RG9vcnMgb3BlbiBhdCBuaW5lLg=="]],
    },
)
_ANSWER: Call = ("log.blogcomment.add", {"POST_ID": Made(call=0), "TEXT": "Shall there be coffee?"})
_POST = {"POST_ID": Made(call=0)}

EXAMPLES = {
    "log.blogpost.add": Example(_NEWS[1]),
    "log.blogpost.update": Example({**_POST, "POST_TITLE": "Open house in spring"}, (_NEWS,)),
    "log.blogpost.get": Example(_POST, (_NEWS,)),
    "log.blogpost.share": Example({**_POST, "DEST": ["U2", "DR1"]}, (_NEWS,)),
    "log.blogpost.delete": Example(_POST, (_NEWS,)),
    "log.blogpost.getusers.important": Example(_POST, (_NEWS, ("log.blogcomment.add", {**_ANSWER[1], "USER_ID": 3}))),
    "log.blogcomment.add": Example(_ANSWER[1], (_NEWS,)),
    "log.blogcomment.delete": Example({"COMMENT_ID": Made(call=1)}, (_NEWS, _ANSWER)),
    "log.blogcomment.user.get": Example({"USER_ID": 1}, (_NEWS, _ANSWER)),
}
