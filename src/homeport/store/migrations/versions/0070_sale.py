"""The online store: orders, payments, shipments, and what they are described with."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0066"

KINDS = {"i": sa.Integer, "f": sa.Float, "t": sa.Text}
TABLES = {
    "sale_order": (
        "ACCOUNT_NUMBER:t ADDITIONAL_INFO:t AFFILIATE_ID:i CANCELED:t COMMENTS:t "
        "COMPANY_ID:i CURRENCY:t DATE_CANCELED:t DATE_INSERT:t DATE_LOCK:t DATE_MARKED:t "
        "DATE_STATUS:t DATE_UPDATE:t DEDUCTED:t DISCOUNT_VALUE:f EMP_CANCELED_ID:i "
        "EMP_MARKED_ID:i EMP_STATUS_ID:i EXTERNAL_ORDER:t ID:i ID_1C:t LID:t LOCKED_BY:t "
        "MARKED:t ORDER_TOPIC:t PAYED:t PERSON_TYPE_ID:i PRICE:f REASON_CANCELED:t "
        "REASON_MARKED:t RECOUNT_FLAG:t RECURRING_ID:t RESPONSIBLE_ID:i STATUS_ID:t "
        "TAX_VALUE:f UPDATED_1C:t USER_DESCRIPTION:t USER_ID:i VERSION:i VERSION_1C:t "
        "XML_ID:t"
    ),
    "sale_order_client": "ENTITY_ID:i ENTITY_TYPE_ID:i ID:i IS_PRIMARY:t ORDER_ID:i ROLE_ID:i SORT:i",
    "sale_trade_platform": (
        "ACTIVE:t CATALOG_SECTION_TAB_CLASS_NAME:t CLASS:t CODE:t DESCRIPTION:t ID:i NAME:t SETTINGS:t XML_ID:t"
    ),
    "sale_trade_binding": "EXTERNAL_ORDER_ID:t ID:i ORDER_ID:i PARAMS:t TRADING_PLATFORM_ID:i XML_ID:t",
    "sale_basket_item": (
        "BARCODE_MULTI:t BASE_PRICE:f CAN_BUY:t CATALOG_XML_ID:t CURRENCY:t "
        "CUSTOM_PRICE:t DATE_INSERT:t DATE_UPDATE:t DIMENSIONS:t DISCOUNT_PRICE:f ID:i "
        "MEASURE_CODE:t MEASURE_NAME:t NAME:t ORDER_ID:i PRICE:f PRODUCT_ID:i "
        "PRODUCT_XML_ID:t QUANTITY:f SORT:i TYPE:i VAT_INCLUDED:t VAT_RATE:f WEIGHT:f "
        "XML_ID:t"
    ),
    "sale_basket_property": "BASKET_ID:i CODE:t ID:i NAME:t SORT:i VALUE:t XML_ID:t",
    "sale_basket_reservation": (
        "BASKET_ID:i DATE_RESERVE:t DATE_RESERVE_END:t ID:i QUANTITY:f RESERVED_BY:i STORE_ID:i"
    ),
    "sale_payment": (
        "ACCOUNT_NUMBER:t COMMENTS:t COMPANY_ID:i CURRENCY:t DATE_BILL:t DATE_MARKED:t "
        "DATE_PAID:t DATE_PAY_BEFORE:t DATE_RESPONSIBLE_ID:t EMP_MARKED_ID:i "
        "EMP_PAID_ID:i EMP_RESPONSIBLE_ID:i EMP_RETURN_ID:i EXTERNAL_PAYMENT:t ID:i "
        "ID_1C:t IS_RETURN:t MARKED:t ORDER_ID:i PAID:t PAY_RETURN_COMMENT:t "
        "PAY_RETURN_DATE:t PAY_RETURN_NUM:t PAY_SYSTEM_ID:i PAY_SYSTEM_NAME:t "
        "PAY_VOUCHER_DATE:t PAY_VOUCHER_NUM:t PRICE_COD:f PS_CURRENCY:t PS_INVOICE_ID:t "
        "PS_RESPONSE_DATE:t PS_STATUS:t PS_STATUS_CODE:t PS_STATUS_DESCRIPTION:t "
        "PS_STATUS_MESSAGE:t PS_SUM:f REASON_MARKED:t RESPONSIBLE_ID:i SUM:f UPDATED_1C:t "
        "VERSION_1C:t XML_ID:t"
    ),
    "sale_payment_basket": "BASKET_ID:i DATE_INSERT:t ID:i PAYMENT_ID:i QUANTITY:f XML_ID:t",
    "sale_payment_shipment": "DATE_INSERT:t ID:i PAYMENT_ID:i SHIPMENT_ID:i XML_ID:t",
    "sale_property": (
        "ACTIVE:t CODE:t DEFAULT_VALUE:t DESCRIPTION:t ID:i INPUT_FIELD_LOCATION:t "
        "IS_PROFILE_NAME:t IS_PAYER:t IS_EMAIL:t IS_PHONE:t IS_ZIP:t IS_ADDRESS:t "
        "IS_LOCATION:t IS_LOCATION4TAX:t IS_ADDRESS_FROM:t IS_ADDRESS_TO:t IS_FILTERED:t "
        "MULTIPLE:t NAME:t PERSON_TYPE_ID:i PROPS_GROUP_ID:i REQUIRED:t SETTINGS:t SORT:i "
        "TYPE:t USER_PROPS:t UTIL:t XML_ID:t ENTITY_TYPE:t"
    ),
    "sale_property_group": "ID:i NAME:t PERSON_TYPE_ID:i SORT:i",
    "sale_property_variant": "DESCRIPTION:t ID:i NAME:t ORDER_PROPS_ID:i SORT:i VALUE:t XML_ID:t",
    "sale_property_relation": "ENTITY_ID:i ENTITY_TYPE:t PROPERTY_ID:i",
    "sale_person_domain": "DOMAIN:t PERSON_TYPE_ID:i",
    "sale_order_property_value": "CODE:t ID:i NAME:t ORDER_ID:i ORDER_PROPS_ID:i ORDER_PROPS_XML_ID:t VALUE:t",
    "sale_shipment_property_value": (
        "CODE:t ID:i NAME:t SHIPMENT_ID:i SHIPMENT_PROPS_ID:i SHIPMENT_PROPS_XML_ID:t VALUE:t"
    ),
    "sale_person_type": "ID:i NAME:t CODE:t SORT:i ACTIVE:t XML_ID:t ENTITY_REGISTRY_TYPE:t",
    "sale_shipment": (
        "ACCOUNT_NUMBER:t ALLOW_DELIVERY:t BASE_PRICE_DELIVERY:f CANCELED:t COMMENTS:t "
        "COMPANY_ID:i CURRENCY:t CUSTOM_PRICE_DELIVERY:t DATE_ALLOW_DELIVERY:t "
        "DATE_CANCELED:t DATE_DEDUCTED:t DATE_INSERT:t DATE_MARKED:t "
        "DATE_RESPONSIBLE_ID:t DEDUCTED:t DELIVERY_DOC_DATE:t DELIVERY_DOC_NUM:t "
        "DELIVERY_ID:i DELIVERY_NAME:t DISCOUNT_PRICE:f EMP_ALLOW_DELIVERY_ID:i "
        "EMP_CANCELED_ID:i EMP_DEDUCTED_ID:i EMP_MARKED_ID:i EMP_RESPONSIBLE_ID:i "
        "EXTERNAL_DELIVERY:t ID:i ID_1C:t MARKED:t ORDER_ID:i PRICE_DELIVERY:f "
        "REASON_MARKED:t REASON_UNDO_DEDUCTED:t RESPONSIBLE_ID:i STATUS_ID:t SYSTEM:t "
        "TRACKING_DESCRIPTION:t TRACKING_LAST_CHECK:t TRACKING_NUMBER:t TRACKING_STATUS:t "
        "UPDATED_1C:t VERSION_1C:t XML_ID:t"
    ),
    "sale_shipment_item": (
        "BASKET_ID:i DATE_INSERT:t ID:i ORDER_DELIVERY_ID:i QUANTITY:f RESERVED_QUANTITY:f XML_ID:t"
    ),
    "sale_status": "COLOR:t ID:t NOTIFY:t SORT:i TYPE:t XML_ID:t",
    "sale_status_name": "DESCRIPTION:t LID:t NAME:t STATUS_ID:t",
}
"""The columns of each table, and of which kind they are."""
KEYS = {
    "sale_property_relation": ("PROPERTY_ID", "ENTITY_TYPE", "ENTITY_ID"),
    "sale_person_domain": ("PERSON_TYPE_ID",),
    "sale_status_name": ("STATUS_ID", "LID"),
}
UNIQUE = {
    "sale_payment_basket": ("PAYMENT_ID", "BASKET_ID"),
    "sale_payment_shipment": ("PAYMENT_ID", "SHIPMENT_ID"),
    "sale_order_property_value": ("ORDER_ID", "ORDER_PROPS_ID"),
    "sale_shipment_property_value": ("SHIPMENT_ID", "SHIPMENT_PROPS_ID"),
    "sale_shipment_item": ("ORDER_DELIVERY_ID", "BASKET_ID"),
}
REQUIRED = {("sale_property", "ENTITY_TYPE"), ("sale_person_type", "ENTITY_REGISTRY_TYPE")}
INDEXES = (
    ("sale_order_date", "sale_order", ["DATE_INSERT"]),
    ("sale_order_person_type", "sale_order", ["PERSON_TYPE_ID"]),
    ("sale_order_status", "sale_order", ["STATUS_ID"]),
    ("sale_order_client_order", "sale_order_client", ["ORDER_ID"]),
    ("sale_order_client_record", "sale_order_client", ["ENTITY_TYPE_ID", "ENTITY_ID"]),
    ("sale_trade_binding_order", "sale_trade_binding", ["ORDER_ID"]),
    ("sale_trade_binding_platform", "sale_trade_binding", ["TRADING_PLATFORM_ID"]),
    ("sale_basket_item_order", "sale_basket_item", ["ORDER_ID"]),
    ("sale_basket_item_product", "sale_basket_item", ["PRODUCT_ID"]),
    ("sale_basket_property_item", "sale_basket_property", ["BASKET_ID"]),
    ("sale_basket_reservation_item", "sale_basket_reservation", ["BASKET_ID"]),
    ("sale_payment_order", "sale_payment", ["ORDER_ID"]),
    ("sale_payment_system", "sale_payment", ["PAY_SYSTEM_ID"]),
    ("sale_payment_basket_item", "sale_payment_basket", ["BASKET_ID"]),
    ("sale_payment_shipment_of", "sale_payment_shipment", ["SHIPMENT_ID"]),
    ("sale_property_of_group", "sale_property", ["PROPS_GROUP_ID"]),
    ("sale_property_person_type", "sale_property", ["PERSON_TYPE_ID"]),
    ("sale_property_group_person_type", "sale_property_group", ["PERSON_TYPE_ID"]),
    ("sale_property_variant_of", "sale_property_variant", ["ORDER_PROPS_ID"]),
    ("sale_property_relation_object", "sale_property_relation", ["ENTITY_TYPE", "ENTITY_ID"]),
    ("sale_order_property_value_property", "sale_order_property_value", ["ORDER_PROPS_ID"]),
    ("sale_shipment_property_value_property", "sale_shipment_property_value", ["SHIPMENT_PROPS_ID"]),
    ("sale_shipment_delivery", "sale_shipment", ["DELIVERY_ID"]),
    ("sale_shipment_order", "sale_shipment", ["ORDER_ID"]),
    ("sale_shipment_status", "sale_shipment", ["STATUS_ID"]),
    ("sale_shipment_item_basket", "sale_shipment_item", ["BASKET_ID"]),
)


def upgrade() -> None:
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
    for name in TABLES:
        op.drop_table(name)
