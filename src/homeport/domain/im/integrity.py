"""What holds of chats at every moment."""

from sqlalchemy import select

from homeport.domain.im.tables import CHAT, KEPT, LISTENER, MEMBER, MESSAGE, NOTICE, REACTION, SOUGHT
from homeport.domain.portal.tables import USER
from homeport.domain.records.integrity import orphans, rule
from homeport.store import constant

RULES = (
    orphans("Messages of chats that do not exist", MESSAGE.c.CHAT_ID, CHAT),
    orphans("Messages of people who do not exist", MESSAGE.c.AUTHOR_ID, USER, MESSAGE.c.AUTHOR_ID != constant(0)),
    orphans("Chats of people who do not exist", CHAT.c.AUTHOR_ID, USER, CHAT.c.AUTHOR_ID != constant(0)),
    orphans("Members of chats that do not exist", MEMBER.c.CHAT_ID, CHAT),
    orphans("Members of chats who do not exist", MEMBER.c.USER_ID, USER),
    orphans("What people think of messages that do not exist", REACTION.c.MESSAGE_ID, MESSAGE),
    orphans("Notices in chats that do not exist", NOTICE.c.CHAT_ID, CHAT),
    orphans("Notices to people who do not exist", NOTICE.c.USER_ID, USER),
    orphans("Dialogs that people have looked for who do not exist", SOUGHT.c.USER_ID, USER),
    orphans("People who listen and do not exist", LISTENER.c.USER_ID, USER),
    orphans("Events of chats for people who do not exist", KEPT.c.USER_ID, USER),
    rule(
        "Chats whose last message is none of theirs",
        select(CHAT.c.ID)
        .where(
            CHAT.c.LAST_MESSAGE_ID != constant(0),
            CHAT.c.LAST_MESSAGE_ID.not_in(select(MESSAGE.c.ID).where(MESSAGE.c.CHAT_ID == CHAT.c.ID)),
        )
        .order_by(CHAT.c.ID),
    ),
)
