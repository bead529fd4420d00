"""Properties of products. Variations of portals that there are already get the one by which they name their product."""

import sqlalchemy as sa
from alembic import op

from homeport.store.migrations.rows import add

revision = "0065"
down_revision = "0064"


def upgrade() -> None:
    op.create_table(
        "catalog_property_feature",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("PROPERTY_ID", sa.Integer(), nullable=True),
        sa.Column("MODULE_ID", sa.Text(), nullable=True),
        sa.Column("FEATURE_ID", sa.Text(), nullable=True),
        sa.Column("IS_ENABLED", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sa.UniqueConstraint("PROPERTY_ID", "MODULE_ID", "FEATURE_ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "catalog_property_section",
        sa.Column("PROPERTY_ID", sa.Integer(), nullable=False),
        sa.Column("SMART_FILTER", sa.Text(), nullable=True),
        sa.Column("DISPLAY_TYPE", sa.Text(), nullable=True),
        sa.Column("DISPLAY_EXPANDED", sa.Text(), nullable=True),
        sa.Column("FILTER_HINT", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("PROPERTY_ID"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "iblock_property",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("TIMESTAMP_X", sa.Text(), nullable=True),
        sa.Column("IBLOCK_ID", sa.Integer(), nullable=True),
        sa.Column("NAME", sa.Text(), nullable=True),
        sa.Column("ACTIVE", sa.Text(), nullable=True),
        sa.Column("SORT", sa.Integer(), nullable=True),
        sa.Column("CODE", sa.Text(), nullable=True),
        sa.Column("DEFAULT_VALUE", sa.Text(), nullable=True),
        sa.Column("PROPERTY_TYPE", sa.Text(), nullable=True),
        sa.Column("USER_TYPE", sa.Text(), nullable=True),
        sa.Column("ROW_COUNT", sa.Integer(), nullable=True),
        sa.Column("COL_COUNT", sa.Integer(), nullable=True),
        sa.Column("LIST_TYPE", sa.Text(), nullable=True),
        sa.Column("MULTIPLE", sa.Text(), nullable=True),
        sa.Column("XML_ID", sa.Text(), nullable=True),
        sa.Column("FILE_TYPE", sa.Text(), nullable=True),
        sa.Column("MULTIPLE_CNT", sa.Integer(), nullable=True),
        sa.Column("LINK_IBLOCK_ID", sa.Integer(), nullable=True),
        sa.Column("WITH_DESCRIPTION", sa.Text(), nullable=True),
        sa.Column("SEARCHABLE", sa.Text(), nullable=True),
        sa.Column("FILTRABLE", sa.Text(), nullable=True),
        sa.Column("IS_REQUIRED", sa.Text(), nullable=True),
        sa.Column("HINT", sa.Text(), nullable=True),
        sa.Column("USER_TYPE_SETTINGS", sa.Text(), nullable=True),
        sa.Column("OWNER", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("iblock_property_block", "iblock_property", ["IBLOCK_ID"], unique=False)
    op.create_table(
        "iblock_property_enum",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("PROPERTY_ID", sa.Integer(), nullable=True),
        sa.Column("VALUE", sa.Text(), nullable=True),
        sa.Column("DEF", sa.Text(), nullable=True),
        sa.Column("SORT", sa.Integer(), nullable=True),
        sa.Column("XML_ID", sa.Text(), nullable=True),
        sa.Column("OWNER", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sa.UniqueConstraint("PROPERTY_ID", "XML_ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "iblock_property_value",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("PROPERTY_ID", sa.Integer(), nullable=False),
        sa.Column("ELEMENT_ID", sa.Integer(), nullable=False),
        sa.Column("VALUE", sa.Text(), nullable=False),
        sa.Column("TEXT", sa.Text(), nullable=True),
        sa.Column("NUMBER", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "iblock_property_value_number", "iblock_property_value", ["PROPERTY_ID", "NUMBER", "ELEMENT_ID"], unique=False
    )
    op.create_index("iblock_property_value_of", "iblock_property_value", ["PROPERTY_ID", "ELEMENT_ID"], unique=False)
    op.create_index(
        "iblock_property_value_text", "iblock_property_value", ["PROPERTY_ID", "TEXT", "ELEMENT_ID"], unique=False
    )
    if op.get_bind().execute(sa.text('SELECT "CURRENCY_ID" FROM portal')).scalar() is None:
        return  # a new file: whoever makes the portal writes it
    usual = {"ACTIVE": "Y", "SORT": 5, "ROW_COUNT": 1, "COL_COUNT": 30, "LIST_TYPE": "L", "MULTIPLE": "N"}
    flags = {"SEARCHABLE": "N", "FILTRABLE": "Y", "IS_REQUIRED": "N"}
    named = {"OWNER": "catalog", "IBLOCK_ID": 2, "NAME": "Catalog Element", "CODE": "CML2_LINK", "XML_ID": "CML2_LINK"}
    kind = {"PROPERTY_TYPE": "E", "USER_TYPE": "SKU", "LINK_IBLOCK_ID": 1, "TIMESTAMP_X": "2026-01-01 00:00:00"}
    number = add(op.get_bind(), "iblock_property", {**named, **kind, **usual, **flags})
    shown = {"PROPERTY_ID": number, "SMART_FILTER": "N", "DISPLAY_TYPE": "F", "DISPLAY_EXPANDED": "N"}
    section = sa.table("catalog_property_section", *(sa.column(name) for name in shown))
    op.get_bind().execute(section.insert().values(shown))
    catalog = sa.table("catalog_catalog", sa.column("ID"), sa.column("SKU_PROPERTY_ID"))
    op.get_bind().execute(catalog.update().where(catalog.c.ID == 2).values(SKU_PROPERTY_ID=number))


def downgrade() -> None:
    op.drop_index("iblock_property_value_text", table_name="iblock_property_value")
    op.drop_index("iblock_property_value_of", table_name="iblock_property_value")
    op.drop_index("iblock_property_value_number", table_name="iblock_property_value")
    op.drop_table("iblock_property_value")
    op.drop_table("iblock_property_enum")
    op.drop_index("iblock_property_block", table_name="iblock_property")
    op.drop_table("iblock_property")
    op.drop_table("catalog_property_section")
    op.drop_table("catalog_property_feature")
    op.execute(sa.text('UPDATE catalog_catalog SET "SKU_PROPERTY_ID" = NULL'))
