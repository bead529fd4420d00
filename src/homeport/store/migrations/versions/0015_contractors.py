"""Pipelines of contacts, companies and documents. Portals that there are already get those that a new one has."""

import sqlalchemy as sa
from alembic import op

from homeport.store.migrations.rows import add

revision = "0015"
down_revision = "0014"

CLIENTS = ("crm_contact", "crm_company")
CONTRACTORS = (
    (3, "Vendor contacts", "CATALOG_CONTRACTOR_CONTACT"),
    (4, "Vendor companies", "CATALOG_CONTRACTOR_COMPANY"),
)
DOCUMENTS = ((36, "SMART_DOCUMENT_STAGE_{}"), (39, "SMART_B2E_DOC_STAGE_{}"))
STAGES = (
    ("NEW", "Start", "Y", None, "#39A8EF"),
    ("PREPARATION", "Preparation", "N", None, "#2FC6F6"),
    ("CLIENT", "Approval", "N", None, "#55D0E0"),
    ("SUCCESS", "Success", "Y", "S", "#7BD500"),
    ("FAIL", "Failure", "Y", "F", "#FF5752"),
)


def upgrade() -> None:
    op.add_column("crm_category", sa.Column("CODE", sa.Text(), nullable=True))
    for name in CLIENTS:
        op.add_column(name, sa.Column("CATEGORY_ID", sa.Integer(), nullable=True))
        op.execute(sa.table(name, sa.column("CATEGORY_ID", sa.Integer)).update().values(CATEGORY_ID=0))
    connection = op.get_bind()
    if connection.execute(sa.text('SELECT "CURRENCY_ID" FROM portal')).scalar() is None:
        return  # a new file: whoever makes the portal writes them
    for entity_type_id, name, code in CONTRACTORS:
        _add(connection, entity_type_id, name, 500, "N", code)
    for entity_type_id, directory in DOCUMENTS:
        category_id = _add(connection, entity_type_id, "General", 300, "Y", "")
        for position, (status_id, title, system, semantics, color) in enumerate(STAGES, 1):
            add(
                connection,
                "crm_status",
                {
                    "ENTITY_ID": directory.format(category_id),
                    "STATUS_ID": f"DT{entity_type_id}_{category_id}:{status_id}",
                    "NAME": title,
                    "NAME_INIT": title if system == "Y" else "",
                    "SORT": position * 10,
                    "SYSTEM": system,
                    "CATEGORY_ID": category_id,
                    "COLOR": color,
                    "SEMANTICS": semantics,
                },
            )


_CATEGORY = sa.table(
    "crm_category",
    sa.column("ID", sa.Integer),
    sa.column("ENTITY_TYPE_ID", sa.Integer),
    sa.column("NAME", sa.Text),
    sa.column("SORT", sa.Integer),
    sa.column("IS_DEFAULT", sa.Text),
    sa.column("ORIGIN_ID", sa.Text),
    sa.column("ORIGINATOR_ID", sa.Text),
    sa.column("CODE", sa.Text),
)
_STATUS = sa.table(
    "crm_status",
    *(
        sa.column(name, sa.Text)
        for name in ("ENTITY_ID", "STATUS_ID", "NAME", "NAME_INIT", "SYSTEM", "COLOR", "SEMANTICS")
    ),
    sa.column("SORT", sa.Integer),
    sa.column("CATEGORY_ID", sa.Integer),
)


def _add(connection: sa.Connection, entity_type_id: int, name: str, sort: int, is_default: str, code: str) -> int:
    row = {
        "ENTITY_TYPE_ID": entity_type_id,
        "NAME": name,
        "SORT": sort,
        "IS_DEFAULT": is_default,
        "ORIGIN_ID": "",
        "ORIGINATOR_ID": "",
        "CODE": code,
    }
    return add(connection, "crm_category", row)


def downgrade() -> None:
    for _, directory in DOCUMENTS:
        op.execute(_STATUS.delete().where(_STATUS.c.ENTITY_ID.like(directory.format("%"))))
    system = [entity_type_id for entity_type_id, *_ in (*CONTRACTORS, *DOCUMENTS)]
    op.execute(_CATEGORY.delete().where(_CATEGORY.c.ENTITY_TYPE_ID.in_(system)))
    for name in CLIENTS:
        op.drop_column(name, "CATEGORY_ID")
    op.drop_column("crm_category", "CODE")
