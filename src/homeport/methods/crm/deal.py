"""``crm.deal.*``."""

from homeport.domain.crm.entities.deal import DEAL
from homeport.domain.crm.record.link_rows import CONTACTS_OF_DEAL
from homeport.methods.crm._family import family
from homeport.methods.crm._links import linked
from homeport.methods.crm._product_rows import product_rows

METHODS = [
    *family("crm.deal", DEAL, "add get list update delete fields"),
    *linked("crm.deal.contact", CONTACTS_OF_DEAL),
    *product_rows("crm.deal", DEAL),
]
