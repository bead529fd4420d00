"""Whose user fields are meant: an entity, where its records are, and how its fields are spoken of."""

from dataclasses import dataclass, field

from sqlalchemy import Table


@dataclass(frozen=True, slots=True, eq=False)
class Home:
    """An entity whose records have user fields.

    :param entity_id: for example ``CRM_DEAL``
    :param table: where its records are
    :param prefix: how the names of its fields begin
    :param event: the code of what is told of its fields, with a ``{verb}``; empty for nothing
    :param scope: what an application needs to be told
    :param key: the columns that tell its records from others in the table, with their values
    """

    entity_id: str
    table: Table
    prefix: str
    event: str
    scope: str
    key: dict[str, int] = field(default_factory=dict)
