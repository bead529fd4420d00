"""``crm.requisite.bankdetail.*``: bank details of requisites."""

from dataclasses import replace

from homeport.domain.crm.requisite.bank_details import BANK_DETAILS
from homeport.domain.records.collection import EVERYBODY
from homeport.methods.crm.requisite._speaking import speaking_of
from homeport.methods.family import family

_PREFIX, _DIALECT = "crm.requisite.bankdetail", speaking_of("RequisiteBankDetail")

METHODS = [
    *family(_PREFIX, BANK_DETAILS, _DIALECT, "add get list update delete"),
    *family(_PREFIX, replace(BANK_DETAILS, access=EVERYBODY), _DIALECT, "fields"),
]
