"""``crm.requisite.*``: what contacts and companies are called in documents."""

from dataclasses import replace

from homeport.domain.crm.requisite.requisites import OWNER_NOT_FOUND, REQUISITES
from homeport.domain.records.collection import EVERYBODY
from homeport.methods.crm.requisite._speaking import listing, speaking_of
from homeport.methods.family import family

_PREFIX, _DIALECT = "crm.requisite", speaking_of("Requisite")

METHODS = [
    *family(_PREFIX, REQUISITES, _DIALECT, "add get update delete", errors=(OWNER_NOT_FOUND,)),
    *family(_PREFIX, REQUISITES, listing(_DIALECT), "list"),
    *family(
        _PREFIX,
        replace(REQUISITES, access=EVERYBODY),
        _DIALECT,
        "fields",
        says={"RQ_IDENT_TYPE": {"statusType": ["RQ_IDENT_TYPE_CO"]}},
    ),
]
