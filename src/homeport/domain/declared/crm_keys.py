"""Keys of what the CRM is set up with: smart processes, pipelines, directories, user fields, currencies and so on."""

from typing import Any

from homeport.core import owner
from homeport.core import values as v
from homeport.domain.catalog.measures import FIELDS as MEASURE_FIELDS
from homeport.domain.catalog.vats import FIELDS as VAT_FIELDS
from homeport.domain.crm.currency.localizations import FIELDS as LOCALIZATION_FIELDS
from homeport.domain.crm.stages.directories import FAILURE, IN_PROGRESS, SUCCESS
from homeport.domain.crm.stages.entries import FIELDS as STATUS_FIELDS
from homeport.domain.crm.type.smart_processes import LAST_HIGH
from homeport.domain.crm.type.types import SWITCHES
from homeport.domain.declared import kinds
from homeport.domain.declared.keys import ID, Keys, key, kind_of, of_fields
from homeport.domain.declared.kinds import Kind, Look, UnfitError
from homeport.domain.declared.positions import Path
from homeport.domain.declared.record_kinds import ENTITIES, table_of_records
from homeport.domain.records.fields import camel
from homeport.domain.sale.deliveries import LISTED as DELIVERIES
from homeport.domain.sale.person_types import FIELDS as PAYER_FIELDS
from homeport.domain.user_fields.types import TYPES as TYPES_OF_FIELDS


def _read_type_id(look: Look, path: Path, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not owner.FIRST_DYNAMIC <= value <= LAST_HIGH:
        raise UnfitError(_TYPE_ID.about)
    return value


def _read_entries(look: Look, path: Path, value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise UnfitError(_ENTRIES.about)
    entries = [{"VALUE": each} if isinstance(each, str) else kinds.plain(each) for each in value]
    if not all(isinstance(each, dict) for each in entries):
        raise UnfitError(_ENTRIES.about)
    found = [{name.upper(): said for name, said in each.items()} for each in entries]
    if any(not isinstance(each.get("VALUE"), str) or not each["VALUE"] for each in found):
        raise UnfitError(_ENTRIES.about)
    return found


_TYPE_ID = Kind("a number from 128 to 192, or an even one from 1030", _read_type_id)
_ENTRIES = Kind('a list of texts, or of tables such as `{ VALUE = "Oak", XML_ID = "oak" }`', _read_entries)
_GROUP = kinds.one_of(IN_PROGRESS, SUCCESS, FAILURE)
_STAGES = kinds.table_of(
    {"STATUS_ID": kinds.TEXT, "NAME": kinds.TEXT, "COLOR": kinds.TEXT, "SEMANTICS": _GROUP},
    '["NEW", { STATUS_ID = "PACKED", NAME = "Packed", COLOR = "#55D0E0" }, { STATUS_ID = "WON", SEMANTICS = "S" }]',
    short="STATUS_ID",
    required="STATUS_ID",
)
_LANGUAGES = kinds.tables_by_name(
    {field.name: kind_of(field.type) for field in LOCALIZATION_FIELDS},
    '{ en = { FULL_NAME = "Swiss franc", FORMAT_STRING = "# Fr." } }',
)

CURRENCIES: Keys = dict(
    (
        key("currency", kinds.TEXT, "its three letters", required=True),
        key("amount", kind_of(v.DOUBLE), "what so many of it are worth in the base currency"),
        key("amount_cnt", kinds.NUMBER, "how many; 1 unless said"),
        key("base", kinds.FLAG, "true: all rates refer to it"),
        key("sort", kinds.NUMBER, "its place among others; 100 unless said"),
        key("lang", _LANGUAGES, "how amounts are written, by language"),
    )
)

MEASURES: Keys = dict((ID, *of_fields(MEASURE_FIELDS, required=("CODE", "MEASURE_TITLE")).items()))

VATS: Keys = dict((ID, *of_fields(VAT_FIELDS, required=("NAME", "RATE")).items()))

PAYERS: Keys = dict((ID, *of_fields(PAYER_FIELDS, required=("NAME",)).items()))

DELIVERY_SERVICES: Keys = dict((ID, *of_fields(DELIVERIES.fields, required=("NAME", "CURRENCY")).items()))

TYPES: Keys = dict(
    (
        key("entitytypeid", _TYPE_ID, "the type's id in REST", "ENTITY_TYPE_ID", required=True),
        key("title", kinds.TEXT, "as people see it", required=True),
        key("code", kinds.TEXT, "a symbolic code"),
        *(key(camel(name).lower(), kinds.FLAG, f"as in crm.type.add: {camel(name)}", name) for name in SWITCHES),
        key("parents", kinds.several(table_of_records(*ENTITIES)), "whose records its items name as `PARENT_ID_…`"),
        key(
            "children",
            kinds.several(table_of_records(*ENTITIES, items=False)),
            "whose records name its items; of two smart processes the child says it",
        ),
    )
)

PIPELINES: Keys = dict(
    (
        ID,
        key("entity", table_of_records("deals", "invoices"), "whose pipeline it is", required=True),
        key("name", kinds.TEXT, "as people see it", required=True),
        key("sort", kinds.NUMBER, "its place among others; 500 unless said"),
        key("default", kinds.FLAG, "true: the one of new records, in place of the one that there is", "IS_DEFAULT"),
        key("stages", _STAGES, "all of its stages in their order; a text is the code of one that it has"),
        key("origin_id", kinds.TEXT, "of deals: an external code"),
        key("originator_id", kinds.TEXT, "of deals: an external source"),
    )
)

STATUSES: Keys = dict(
    (
        ID,
        key(
            "entity_id",
            kinds.TEXT,
            "its directory: `SOURCE`, `INDUSTRY`, `STATUS` for the stages of leads",
            required=True,
        ),
        key("status_id", kinds.TEXT, "its code, by which records name it", required=True),
        *of_fields(STATUS_FIELDS, but=("ENTITY_ID", "STATUS_ID", "SEMANTICS", "SORT")).items(),
        key("sort", kinds.NUMBER, "its place among others; 10 unless said"),
        key("semantics", _GROUP, "of a stage: in progress, won or lost"),
    )
)

USER_FIELDS: Keys = dict(
    (
        ID,
        key("entity", table_of_records(*ENTITIES), "whose field it is", required=True),
        key("name", kinds.TEXT, "its code: `HULL` and `UF_CRM_HULL` are the same", "FIELD_NAME", required=True),
        key("type", kinds.one_of(*TYPES_OF_FIELDS), "what it holds", "USER_TYPE_ID", required=True),
        key("label", kinds.TEXT, "as people see it, in every language"),
        key("multiple", kinds.FLAG, "whether it holds several values"),
        key("mandatory", kinds.FLAG, "whether it must hold something"),
        key("show_filter", kinds.FLAG, "whether lists are filtered by it"),
        key("sort", kinds.NUMBER, "its place among others; 100 unless said"),
        key("xml_id", kinds.TEXT, "an external code"),
        key("settings", Kind("a table", kinds.an_object), "as SETTINGS in crm.deal.userfield.add"),
        key("list", _ENTRIES, "the entries of a list, in their order; records name them by value or code"),
    )
)
