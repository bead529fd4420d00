"""What holds of the store's rows at every moment."""

from homeport.domain.records.integrity import orphans
from homeport.domain.sale import (
    basket_fields,
    cashboxes,
    deliveries,
    pay_systems,
    payment_fields,
    person_types,
    shipment_fields,
    statuses,
)
from homeport.domain.sale.delivery_tables import MESSAGE, REQUEST
from homeport.domain.sale.order_fields import BINDING, CLIENT, ENTITY, ORDER, PLATFORM
from homeport.domain.sale.property_fields import (
    DOMAIN,
    GROUP,
    ORDER_VALUE,
    PROPERTY,
    RELATION,
    SHIPMENT_VALUE,
    VARIANT,
)
from homeport.domain.sale.receipt_tables import RECEIPT

PAYMENT, SHIPMENT, ITEM = payment_fields.PAYMENT, shipment_fields.SHIPMENT, basket_fields.ITEM

RULES = (
    orphans("Groups of properties of payers that do not exist", GROUP.c.PERSON_TYPE_ID, person_types.TABLE),
    orphans("Kinds of payers that do not exist", DOMAIN.c.PERSON_TYPE_ID, person_types.TABLE),
    orphans("Properties of payers that do not exist", PROPERTY.c.PERSON_TYPE_ID, person_types.TABLE),
    orphans("Properties in groups that do not exist", PROPERTY.c.PROPS_GROUP_ID, GROUP),
    orphans("Variants of properties that do not exist", VARIANT.c.ORDER_PROPS_ID, PROPERTY),
    orphans("Relations of properties that do not exist", RELATION.c.PROPERTY_ID, PROPERTY),
    orphans("Names of statuses that do not exist", statuses.NAME.c.STATUS_ID, statuses.TABLE),
    orphans("Orders of payers that do not exist", ORDER.c.PERSON_TYPE_ID, person_types.TABLE),
    orphans("Orders in statuses that do not exist", ORDER.c.STATUS_ID, statuses.TABLE),
    orphans("Records that orders belong to, of orders that do not exist", ENTITY.c.ORDER_ID, ORDER),
    orphans("Clients of orders that do not exist", CLIENT.c.ORDER_ID, ORDER),
    orphans("Sources of orders that do not exist", BINDING.c.ORDER_ID, ORDER),
    orphans("Orders of sources that do not exist", BINDING.c.TRADING_PLATFORM_ID, PLATFORM),
    orphans("Items of baskets of orders that do not exist", ITEM.c.ORDER_ID, ORDER),
    orphans("Properties of items that do not exist", basket_fields.PROPERTY.c.BASKET_ID, ITEM),
    orphans("Values of properties of orders that do not exist", ORDER_VALUE.c.ORDER_ID, ORDER),
    orphans("Values of properties that do not exist", ORDER_VALUE.c.ORDER_PROPS_ID, PROPERTY),
    orphans("Payments of orders that do not exist", PAYMENT.c.ORDER_ID, ORDER),
    orphans("Payments by systems that do not exist", PAYMENT.c.PAY_SYSTEM_ID, pay_systems.TABLE),
    orphans("Settings of payment systems that do not exist", pay_systems.SETTING.c.PAY_SYSTEM_ID, pay_systems.TABLE),
    orphans("Shipments by services that do not exist", SHIPMENT.c.DELIVERY_ID, deliveries.TABLE),
    orphans("Profiles of delivery services that do not exist", deliveries.TABLE.c.PARENT_ID, deliveries.TABLE),
    orphans("Extras of delivery services that do not exist", deliveries.EXTRA.c.DELIVERY_ID, deliveries.TABLE),
    orphans("Items paid by payments that do not exist", payment_fields.BASKET.c.PAYMENT_ID, PAYMENT),
    orphans("Payments of items that do not exist", payment_fields.BASKET.c.BASKET_ID, ITEM),
    orphans("Shipments paid by payments that do not exist", payment_fields.SHIPMENT.c.PAYMENT_ID, PAYMENT),
    orphans("Payments of shipments that do not exist", payment_fields.SHIPMENT.c.SHIPMENT_ID, SHIPMENT),
    orphans("Requests of shipments that do not exist", REQUEST.c.SHIPMENT_ID, SHIPMENT),
    orphans("Messages of requests that do not exist", MESSAGE.c.OF_REQUEST, REQUEST),
    orphans("Receipts of payments that do not exist", RECEIPT.c.PAYMENT_ID, PAYMENT),
    orphans("Receipts of cash registers that do not exist", RECEIPT.c.CASHBOX_ID, cashboxes.TABLE),
    orphans("Shipments of orders that do not exist", SHIPMENT.c.ORDER_ID, ORDER),
    orphans("Shipments in statuses that do not exist", SHIPMENT.c.STATUS_ID, statuses.TABLE),
    orphans("Items of shipments that do not exist", shipment_fields.ITEM.c.ORDER_DELIVERY_ID, SHIPMENT),
    orphans("Shipped items that do not exist", shipment_fields.ITEM.c.BASKET_ID, ITEM),
    orphans("Values of properties of shipments that do not exist", SHIPMENT_VALUE.c.SHIPMENT_ID, SHIPMENT),
    orphans("Values of shipments of properties that do not exist", SHIPMENT_VALUE.c.SHIPMENT_PROPS_ID, PROPERTY),
)
