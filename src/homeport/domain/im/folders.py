"""Where the files of chats lie on the disk: a folder each, for those who are in the chat.

Sources: ``api-reference/chats/files/im-disk-folder-get.md``, ``im-disk-file-save.md``.
"""

from functools import partial
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.uploads import Upload
from homeport.domain.disk import changing, objects, storages, versions
from homeport.domain.files import files
from homeport.domain.files.files import Refusals
from homeport.domain.im import opening, present
from homeport.domain.im.tables import CHAT
from homeport.domain.records import reading
from homeport.domain.records.fields import Values

SAVED = "Saved Files"
"""How the folder is called, on somebody's own disk, for what is saved of chats."""


def of(ctx: Ctx, chat: dict[str, Any]) -> Values:
    """The folder of a chat, made when it is needed."""
    if chat["FOLDER_ID"]:
        found = reading.stored(ctx, objects.OBJECTS, {"ID": chat["FOLDER_ID"]})
        if found is not None and found["DELETED_TYPE"] == objects.LIVE:
            return found
    present.settle(ctx, chat)  # who leaves later is known then to have had the folder
    root = objects.find(ctx, objects.FOLDER, storages.root_of(ctx.tx, storages.of_chats(ctx)))
    name = objects.free_name(ctx.tx, root["ID"], f"Chat {chat['ID']}")
    made = changing.insert(ctx, root, {"NAME": name, "TYPE": objects.FOLDER}, [])
    ctx.tx.update(CHAT, {"ID": chat["ID"]}, {"FOLDER_ID": made["ID"]})
    chat["FOLDER_ID"] = made["ID"]
    opening.open_folder(ctx.tx, chat, present.of(ctx.tx, chat))
    return made


def put(ctx: Ctx, folder: Values, upload: Upload, refusals: Refusals) -> Values:
    """Keep a file that a client sent in a folder; as it is stored.

    :raises CallError: one of the refusals
    """
    name = objects.free_name(ctx.tx, folder["ID"], upload.name)
    stored = files.save(ctx, upload._replace(name=name), refusals)
    return versions.first(ctx, stored, name, partial(changing.insert, ctx, folder, rights=()))


def saved(ctx: Ctx) -> Values:
    """The caller's own folder for what is saved of chats, made when it is needed."""
    root = objects.find(ctx, objects.FOLDER, storages.root_of(ctx.tx, storages.of_user(ctx, ctx.actor.user_id)))
    for number in objects.named(ctx.tx, root["ID"], SAVED):
        found = reading.stored(ctx, objects.OBJECTS, {"ID": number})
        if found is not None and found["TYPE"] == objects.FOLDER:
            return found
    name = objects.free_name(ctx.tx, root["ID"], SAVED)
    return changing.insert(ctx, root, {"NAME": name, "TYPE": objects.FOLDER}, [])


def copied(ctx: Ctx, file: Values, folder: Values) -> Values:
    """A file copied into a folder, called otherwise where its name is taken there."""

    def insert(values: Values) -> Values:
        return changing.insert(
            ctx, folder, {**values, "NAME": objects.free_name(ctx.tx, folder["ID"], file["NAME"])}, []
        )

    return versions.copied(ctx, file, insert)
