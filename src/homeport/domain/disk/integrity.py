"""What holds of the disk's rows at every moment."""

from sqlalchemy import select

from homeport.domain.disk.objects import FILE
from homeport.domain.disk.tables import ATTACHED, OBJECT, PATH, RIGHT, STORAGE, VERSION
from homeport.domain.files.tables import FILE as CONTENT
from homeport.domain.records.integrity import orphans, rule
from homeport.store import constant

RULES = (
    orphans("Objects of storages that do not exist", OBJECT.c.STORAGE_ID, STORAGE),
    orphans("Storages without a root", STORAGE.c.ROOT_OBJECT_ID, OBJECT),
    orphans("Rights to objects that do not exist", RIGHT.c.OBJECT_ID, OBJECT),
    orphans("Versions of files that do not exist", VERSION.c.OBJECT_ID, OBJECT),
    orphans("Versions without content", VERSION.c.FILE_ID, CONTENT),
    orphans("Attachments of files that do not exist", ATTACHED.c.OBJECT_ID, OBJECT),
    rule(
        "Files of the disk without content",
        select(OBJECT.c.ID)
        .where(OBJECT.c.TYPE == constant(FILE), OBJECT.c.FILE_ID.not_in(select(CONTENT.c.ID)))
        .order_by(OBJECT.c.ID),
    ),
    rule(
        "Objects that are nowhere",
        select(OBJECT.c.ID)
        .where(OBJECT.c.ID.not_in(select(PATH.c.OBJECT_ID).where(PATH.c.OBJECT_ID == PATH.c.ANCESTOR_ID)))
        .order_by(OBJECT.c.ID),
    ),
)
