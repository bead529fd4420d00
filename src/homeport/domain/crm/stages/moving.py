"""What a stage does to a record: its group, who moved it and when, and whether it is closed."""

from homeport.core.ctx import Ctx
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.stages import categories, statuses
from homeport.domain.records.fields import Values


class UnfitStageError(ValueError):
    """The stage or the pipeline does not exist; carries the field's classic name."""


def apply(ctx: Ctx, entity: Entity, old: Values, new: Values) -> None:
    """Complete the values to be written with what follows from the stage.

    :param old: the stored values; empty for a new record
    :param new: the values to be written; completed here
    :raises UnfitStageError: for a stage or pipeline that does not exist
    """
    category = _category(ctx, entity, old, new)
    stages = entity.stages
    if stages is None:
        return
    directory = stages.directory_of(entity.type_id, category)
    stage = new.get(stages.field) or ("" if old else statuses.first_of(ctx.tx, directory)) or ""
    moved_category = bool(old) and "CATEGORY_ID" in new and new["CATEGORY_ID"] != old["CATEGORY_ID"]
    if not stage and moved_category:
        stage = statuses.first_of(ctx.tx, directory) or ""
    if not stage:
        new.pop(stages.field, None)
        return
    semantics = statuses.semantics_of(ctx.tx, directory, stage)
    if semantics is None:
        raise UnfitStageError(stages.field)
    new[stages.field] = stage
    if not old or old[stages.field] != stage:
        _moved(ctx, entity, old, new, semantics)


def _category(ctx: Ctx, entity: Entity, old: Values, new: Values) -> int | None:
    if "CATEGORY_ID" not in entity.fields.by_name:
        return None
    category = new.get("CATEGORY_ID")
    if category is None:
        category = old["CATEGORY_ID"] if old else categories.default_of(ctx.tx, entity.type_id)
        if not old:
            new["CATEGORY_ID"] = category
        else:
            new.pop("CATEGORY_ID", None)
    elif not categories.exists(ctx.tx, entity.type_id, category):
        raise UnfitStageError("CATEGORY_ID")
    return category


def _moved(ctx: Ctx, entity: Entity, old: Values, new: Values, semantics: str) -> None:
    assert entity.stages is not None
    columns = entity.fields.columns
    closed = semantics in ("S", "F")
    now = ctx.clock.stamp()
    follows = {
        entity.stages.semantics: semantics,
        "MOVED_BY_ID": ctx.actor.user_id,
        "MOVED_BY": ctx.actor.user_id,
        "MOVED_TIME": now,
        "PREVIOUS_STAGE_ID": old.get("STAGE_ID") or "",
        "CLOSED": "Y" if closed else "N",
        "DATE_CLOSED": now if closed else None,
        "IS_NEW": "Y" if new[entity.stages.field].rpartition(":")[2] == "NEW" else "N",
    }
    new |= {name: value for name, value in follows.items() if name in columns}
