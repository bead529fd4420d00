"""What a new portal has of the online store, for those that there are already."""

import sqlalchemy as sa
from alembic import op

from homeport.store.migrations.rows import add

revision = "0072"
down_revision = "0071"

PAYERS = (
    ("CRM_CONTACT", "CRM_CONTACT", 100, "CRM_INVOICE"),
    ("CRM_COMPANY", "CRM_COMPANY", 110, "CRM_INVOICE"),
    ("Individual", "CRM_CONTACT", 100, "ORDER"),
    ("Legal entity", "CRM_COMPANY", 110, "ORDER"),
)
GROUPS = (("Personal data", 3, 100), ("Delivery data", 3, 200), ("Company data", 4, 100), ("Delivery data", 4, 200))
PROPERTIES = (
    ("Full name", "FIO", 3, 1, "IS_PAYER"),
    ("E-mail", "EMAIL", 3, 1, "IS_EMAIL"),
    ("Phone", "PHONE", 3, 1, "IS_PHONE"),
    ("Delivery address", "ADDRESS", 3, 2, "IS_ADDRESS"),
    ("Company", "COMPANY", 4, 3, "IS_PAYER"),
    ("E-mail", "EMAIL", 4, 3, "IS_EMAIL"),
    ("Phone", "PHONE", 4, 3, "IS_PHONE"),
    ("Delivery address", "ADDRESS", 4, 4, "IS_ADDRESS"),
)
FLAGS = (
    "IS_PROFILE_NAME IS_PAYER IS_EMAIL IS_PHONE IS_ZIP IS_ADDRESS IS_LOCATION IS_LOCATION4TAX IS_ADDRESS_FROM "
    "IS_ADDRESS_TO IS_FILTERED MULTIPLE REQUIRED USER_PROPS UTIL"
)
STATUSES = (
    ("N", "O", "Accepted, awaiting payment", "#BEEDF1"),
    ("P", "O", "Paid, preparing for shipment", "#ACE9FB"),
    ("S", "O", "Shipped", "#97DBF9"),
    ("F", "O", "Completed", "#D2F95F"),
    ("D", "O", "Canceled", "#FFBEBD"),
    ("DN", "D", "Awaiting processing", "#BEEDF1"),
    ("DF", "D", "Shipped", "#D2F95F"),
    ("DD", "D", "Canceled", "#FFBEBD"),
)
SOURCES = (
    ("deal", "Deals"),
    ("smart_invoice", "Invoices"),
    ("realization_document", "Sales documents"),
    ("activity", "Activities"),
    ("landing", "Landing pages"),
)
SYSTEMS = (
    ("Cash", "cash", "ORDER", 3, "Y"),
    ("Bank transfer", "bill", "ORDER", 4, "N"),
    ("Bank transfer (company)", "bill", "CRM_INVOICE", 2, "N"),
)
UNUSED = ("PAYMENT", "ACTION", "RESULT", "PREPAY", "PRICE")


def upgrade() -> None:
    connection = op.get_bind()
    base = connection.execute(sa.text('SELECT "CURRENCY_ID" FROM portal')).scalar()
    if base is None:
        return  # a new file: whoever makes the portal writes it
    domain = sa.table("sale_person_domain", sa.column("PERSON_TYPE_ID"), sa.column("DOMAIN"))
    payers = [0]
    for name, code, sort, kind in PAYERS:
        row = {"NAME": name, "CODE": code, "SORT": sort, "ACTIVE": "Y", "ENTITY_REGISTRY_TYPE": kind}
        number = add(connection, "sale_person_type", row)
        payers.append(number)
        if kind == "ORDER":
            op.execute(domain.insert().values(PERSON_TYPE_ID=number, DOMAIN="I" if code == "CRM_CONTACT" else "E"))
    groups = [0]
    for name, payer, sort in GROUPS:
        row = {"NAME": name, "PERSON_TYPE_ID": payers[payer], "SORT": sort}
        groups.append(add(connection, "sale_property_group", row))
    for place, (name, code, payer, group, flag) in enumerate(PROPERTIES):
        alike = {"ACTIVE": "Y", "INPUT_FIELD_LOCATION": "0", **dict.fromkeys(FLAGS.split(), "N"), flag: "Y"}
        own: dict[str, object] = {
            "NAME": name,
            "CODE": code,
            "TYPE": "STRING",
            "SORT": 100 + 10 * place,
            "ENTITY_TYPE": "ORDER",
        }
        add(
            connection,
            "sale_property",
            {**alike, **own, "PERSON_TYPE_ID": payers[payer], "PROPS_GROUP_ID": groups[group]},
        )
    names = ("ID", "TYPE", "COLOR", "SORT", "NOTIFY")
    statuses = sa.table("sale_status", *map(sa.column, names))
    called = sa.table("sale_status_name", *map(sa.column, ("STATUS_ID", "LID", "NAME")))
    for place, (number_, kind, name, color) in enumerate(STATUSES):
        values = dict(zip(names, (number_, kind, color, 10 * (place + 1), "Y"), strict=True))
        op.execute(statuses.insert().values(values))
        op.execute(called.insert().values(STATUS_ID=number_, LID="en", NAME=name))
    for code, name in SOURCES:
        add(connection, "sale_trade_platform", {"CODE": code, "NAME": name, "ACTIVE": "Y"})
    for place, (name, handler, kind, payer, cash) in enumerate(SYSTEMS):
        row = {"NAME": name, "PSA_NAME": name, "ACTION_FILE": handler, "ENTITY_REGISTRY_TYPE": kind, "ACTIVE": "Y"}
        flags = {"NEW_WINDOW": "N", "AUTO_CHANGE_1C": "N", "CAN_PRINT_CHECK": "N", "HAVE_RESULT_RECEIVE": "Y"}
        flags |= {f"HAVE_{part}": "N" for part in UNUSED} | {"ALLOW_EDIT_PAYMENT": "Y", "IS_CASH": cash}
        add(connection, "sale_paysystem", {**row, **flags, "PERSON_TYPE_ID": payers[payer], "SORT": 100 * (place + 1)})
    for place, name in enumerate(("No delivery", "Courier delivery", "Pickup")):
        row = {"NAME": name, "ACTIVE": "Y", "CURRENCY": base, "SORT": 100 * (place + 1)}
        add(connection, "sale_delivery", row)


def downgrade() -> None:
    pass  # the tables go with what is in them
