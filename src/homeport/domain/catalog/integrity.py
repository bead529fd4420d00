"""What holds of the catalogue's rows at every moment."""

from homeport.domain.catalog import catalogs, pictures, price_types, properties, ratios, sections, stock, stores
from homeport.domain.catalog.document_fields import CONTRACTOR, DOCUMENT, ELEMENT
from homeport.domain.catalog.price_fields import PRICE, ROUNDING
from homeport.domain.catalog.product_fields import IN_SECTION, PRODUCT
from homeport.domain.files.tables import FILE
from homeport.domain.iblock.tables import ENUM, PROPERTY, VALUE
from homeport.domain.records.integrity import orphans

RULES = (
    orphans("Sections of catalogues that do not exist", sections.TABLE.c.CATALOG_ID, catalogs.TABLE),
    orphans("Sections below ones that do not exist", sections.TABLE.c.SECTION_ID, sections.TABLE),
    orphans("Products of catalogues that do not exist", PRODUCT.c.CATALOG_ID, catalogs.TABLE),
    orphans("Products in sections that do not exist", IN_SECTION.c.SECTION_ID, sections.TABLE),
    orphans("Sections of products that do not exist", IN_SECTION.c.PRODUCT_ID, PRODUCT),
    orphans("Prices of products that do not exist", PRICE.c.PRODUCT_ID, PRODUCT),
    orphans("Prices of types that do not exist", PRICE.c.CATALOG_GROUP_ID, price_types.TABLE),
    orphans("Rules of rounding of types that do not exist", ROUNDING.c.CATALOG_GROUP_ID, price_types.TABLE),
    orphans("Names of types of prices that do not exist", price_types.NAME.c.CATALOG_GROUP_ID, price_types.TABLE),
    orphans("Pictures of products that do not exist", pictures.MORE.c.PRODUCT_ID, PRODUCT),
    orphans("Pictures of products without content", pictures.MORE.c.ID, FILE),
    orphans("Values of properties that do not exist", VALUE.c.PROPERTY_ID, PROPERTY),
    orphans("Entries of properties that do not exist", ENUM.c.PROPERTY_ID, PROPERTY),
    orphans("Parameters of properties that do not exist", properties.FEATURE.c.PROPERTY_ID, PROPERTY),
    orphans("Stock of products that do not exist", stock.TABLE.c.PRODUCT_ID, PRODUCT),
    orphans("Stock in warehouses that do not exist", stock.TABLE.c.STORE_ID, stores.TABLE),
    orphans("Goods of documents that do not exist", ELEMENT.c.DOC_ID, DOCUMENT),
    orphans("Suppliers of documents that do not exist", CONTRACTOR.c.DOCUMENT_ID, DOCUMENT),
    orphans("Groups of types of prices that do not exist", price_types.GROUP.c.CATALOG_GROUP_ID, price_types.TABLE),
    orphans("Ratios of products that do not exist", ratios.TABLE.c.PRODUCT_ID, PRODUCT),
)
