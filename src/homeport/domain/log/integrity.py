"""What holds of the news feed at every moment."""

from sqlalchemy import func, select

from homeport.domain.log.tables import COMMENT, DESTINATION, POST, READER
from homeport.domain.portal.tables import USER
from homeport.domain.records.integrity import orphans, rule

_counted = select(func.count()).where(COMMENT.c.POST_ID == POST.c.ID).scalar_subquery()

RULES = (
    orphans("Posts of people who do not exist", POST.c.AUTHOR_ID, USER),
    orphans("Destinations of posts that do not exist", DESTINATION.c.POST_ID, POST),
    orphans("Comments on posts that do not exist", COMMENT.c.POST_ID, POST),
    orphans("Readers of posts that do not exist", READER.c.POST_ID, POST),
    rule(
        "Posts with another number of comments",
        select(POST.c.ID).where(POST.c.COMMENTS != _counted).order_by(POST.c.ID),
    ),
)
