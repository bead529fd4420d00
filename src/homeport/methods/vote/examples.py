"""Examples of polls."""

from homeport.rpc.example import Call, Example, Made

_POLL = {
    "QUESTIONS": [{"QUESTION": "Coffee or tea?", "ANSWERS": [{"MESSAGE": "Coffee"}, {"MESSAGE": "Tea"}]}],
    "OPTIONS": 1,
}
_ASKED: Call = (
    "log.blogpost.add",
    {"POST_MESSAGE": "What shall there be?", "UF_BLOG_POST_VOTE": "n0", "UF_BLOG_POST_VOTE_n0_DATA": _POLL},
)
_SHOWN = {
    "moduleId": "blog",
    "entityType": "Bitrix\\Vote\\Attachment\\BlogPostConnector",
}
_OF_POST = {**_SHOWN, "entityId": Made(call=0)}
_FOUND: Call = ("vote.AttachedVote.get", _OF_POST)
_ATTACHED = {"attachId": Made(("attach", "ID"), call=1)}
_VOTED: Call = ("vote.AttachedVote.vote", {**_ATTACHED, "ballot": {"2": ["4"]}})
"""The demo portal has a question with three answers already."""

_CHAT: Call = ("tasks.task.add", {"fields": {"TITLE": "Choose drinks", "RESPONSIBLE_ID": 1}})

EXAMPLES = {
    "vote.AttachedVote.get": Example(_OF_POST, (_ASKED,)),
    "vote.AttachedVote.getMany": Example({**_SHOWN, "entityIds": [Made(call=0)]}, (_ASKED,)),
    "vote.AttachedVote.vote": Example(_VOTED[1], (_ASKED, _FOUND)),
    "vote.AttachedVote.recall": Example(_ATTACHED, (_ASKED, _FOUND, _VOTED)),
    "vote.AttachedVote.stop": Example(_ATTACHED, (_ASKED, _FOUND)),
    "vote.AttachedVote.resume": Example(_ATTACHED, (_ASKED, _FOUND, ("vote.AttachedVote.stop", _ATTACHED))),
    "vote.AttachedVote.download": Example(_ATTACHED, (_ASKED, _FOUND)),
    "vote.Integration.Im.send": Example({"chatId": Made(("task", "chatId")), "IM_MESSAGE_VOTE_DATA": _POLL}, (_CHAT,)),
    "vote.AttachedVote.getAnswerVoted": Example({**_ATTACHED, "answerId": 4}, (_ASKED, _FOUND, _VOTED)),
    "vote.AttachedVote.getWithVoted": Example(_ATTACHED, (_ASKED, _FOUND, _VOTED)),
}
