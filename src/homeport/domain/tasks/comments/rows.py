"""Comments as rows: what people have said in the chats of tasks, and not taken back.

Source: ``api-reference/tasks/tasks-new.md``.
"""

from sqlalchemy import func, select, type_coerce

from homeport.domain.im import kinds
from homeport.domain.im.tables import CHAT, MESSAGE
from homeport.domain.portal.tables import USER
from homeport.store import constant
from homeport.store.texts import Words

_NAME = func.trim(
    func.coalesce(USER.c.NAME, constant("")) + constant(" ") + func.coalesce(USER.c.LAST_NAME, constant(""))
)

COMMENT = (
    select(
        MESSAGE.c.ID,
        CHAT.c.ENTITY_NUMBER.label("TASK_ID"),
        MESSAGE.c.AUTHOR_ID,
        type_coerce(_NAME, Words).label("AUTHOR_NAME"),
        func.coalesce(USER.c.EMAIL, constant("")).label("AUTHOR_EMAIL"),
        MESSAGE.c.DATE_CREATE.label("POST_DATE"),
        MESSAGE.c.MESSAGE.label("POST_MESSAGE"),
    )
    .join(CHAT, CHAT.c.ID == MESSAGE.c.CHAT_ID)
    .join(USER, USER.c.ID == MESSAGE.c.AUTHOR_ID)
    .where(CHAT.c.ENTITY_TYPE == constant(kinds.TASK), MESSAGE.c.DELETED == constant("N"))
    .subquery("task_comment")
)
