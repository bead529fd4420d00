"""Payment systems, delivery services and cash registers of the online store, and the records that orders belong to."""

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"

KINDS = {"i": sa.Integer, "f": sa.Float, "t": sa.Text}
TABLES = {
    "sale_order_entity": "ORDER_ID:i OWNER_ID:i OWNER_TYPE_ID:i",
    "sale_cashbox_handler": "ID:i NAME:t CODE:t SORT:i SETTINGS:t APP_ID:i",
    "sale_cashbox": (
        "ID:i NAME:t OFD:t EMAIL:t DATE_CREATE:t DATE_LAST_CHECK:t NUMBER_KKM:t KKM_ID:t "
        "ACTIVE:t SORT:i USE_OFFLINE:t ENABLED:t REST_CODE:t SETTINGS:t OFD_SETTINGS:t "
        "APP_ID:i"
    ),
    "sale_delivery_handler": "ID:i NAME:t CODE:t SORT:i DESCRIPTION:t SETTINGS:t PROFILES:t APP_ID:i",
    "sale_delivery": (
        "NAME:t ACTIVE:t DESCRIPTION:t CURRENCY:t ID:i PARENT_ID:i SORT:i LOGOTYPE:i "
        "REST_CODE:t CONFIG:t XML_ID:t APP_ID:i"
    ),
    "sale_delivery_extra": ("ID:i DELIVERY_ID:i CODE:t NAME:t DESCRIPTION:t ACTIVE:t SORT:i TYPE:t PRICE:f ITEMS:t"),
    "sale_paysystem_handler": "ID:i NAME:t CODE:t SORT:i SETTINGS:t APP_ID:i",
    "sale_paysystem": (
        "NAME:t PSA_NAME:t DESCRIPTION:t ACTION_FILE:t RESULT_FILE:t NEW_WINDOW:t "
        "PS_MODE:t HAVE_PAYMENT:t HAVE_ACTION:t HAVE_RESULT:t HAVE_PREPAY:t HAVE_PRICE:t "
        "HAVE_RESULT_RECEIVE:t ENCODING:t ACTIVE:t ALLOW_EDIT_PAYMENT:t IS_CASH:t "
        "AUTO_CHANGE_1C:t CAN_PRINT_CHECK:t ENTITY_REGISTRY_TYPE:t XML_ID:t ID:i "
        "PERSON_TYPE_ID:i SORT:i TARIFF:t LOGOTYPE:i APP_ID:i"
    ),
    "sale_paysystem_setting": "PAY_SYSTEM_ID:i PERSON_TYPE_ID:i SETTINGS:t",
}
"""The columns of each table, and of which kind they are."""
KEYS = {
    "sale_order_entity": ("ORDER_ID",),
    "sale_paysystem_setting": ("PAY_SYSTEM_ID", "PERSON_TYPE_ID"),
}
UNIQUE: dict[str, tuple[str, ...]] = {}
REQUIRED = {("sale_paysystem_setting", "SETTINGS")}
INDEXES = (
    ("sale_order_entity_owner", "sale_order_entity", ["OWNER_TYPE_ID", "OWNER_ID"]),
    ("sale_cashbox_handler_of", "sale_cashbox", ["REST_CODE"]),
    ("sale_delivery_handler_of", "sale_delivery", ["REST_CODE"]),
    ("sale_delivery_parent", "sale_delivery", ["PARENT_ID"]),
    ("sale_delivery_extra_of", "sale_delivery_extra", ["DELIVERY_ID"]),
    ("sale_paysystem_handler_of", "sale_paysystem", ["ACTION_FILE"]),
)


RESERVATION = "BASKET_ID DATE_RESERVE DATE_RESERVE_END ID QUANTITY RESERVED_BY STORE_ID"


def upgrade() -> None:
    op.drop_table("sale_basket_reservation")  # nothing ever was in it
    for name, columns in TABLES.items():
        key = KEYS.get(name, ("ID",))
        pairs = [column.split(":") for column in columns.split()]
        op.create_table(
            name,
            *(
                sa.Column(column, KINDS[kind](), nullable=column not in key and (name, column) not in REQUIRED)
                for column, kind in pairs
            ),
            sa.PrimaryKeyConstraint(*key),
            *([sa.UniqueConstraint(*UNIQUE[name])] if name in UNIQUE else []),
            sqlite_autoincrement=key == ("ID",) and "ID:i" in columns,
        )
    for index, name, indexed in INDEXES:
        op.create_index(index, name, indexed)


def downgrade() -> None:
    kinds = {"DATE_RESERVE": sa.Text, "DATE_RESERVE_END": sa.Text, "QUANTITY": sa.Float}
    op.create_table(
        "sale_basket_reservation",
        *(sa.Column(name, kinds.get(name, sa.Integer)(), nullable=name != "ID") for name in RESERVATION.split()),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("sale_basket_reservation_item", "sale_basket_reservation", ["BASKET_ID"])
    for name in TABLES:
        op.drop_table(name)
