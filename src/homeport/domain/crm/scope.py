"""What the CRM brings to the portal."""

from homeport.domain.crm import events
from homeport.domain.crm.type.types import dynamic_type_ids
from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="crm",
    needed=events.CRM,
    events=events.codes,
    object_types=dynamic_type_ids,
    tables=(
        "homeport.domain.crm.tables",
        "homeport.domain.crm.type.types",
        "homeport.domain.crm.type.workplaces",
        "homeport.domain.crm.activity.tables",
        "homeport.domain.crm.automation.tables",
        "homeport.domain.crm.calls.tables",
        "homeport.domain.crm.cards.tables",
        "homeport.domain.crm.currency.tables",
        "homeport.domain.crm.duplicates.tables",
        "homeport.domain.crm.entities",
        "homeport.domain.crm.imports.tables",
        "homeport.domain.crm.invoice.recurring_tables",
        "homeport.domain.crm.invoice.tables",
        "homeport.domain.crm.products.tables",
        "homeport.domain.crm.recurring.tables",
        "homeport.domain.crm.requisite.tables",
        "homeport.domain.crm.stages.history",
        "homeport.domain.crm.timeline.tables",
        "homeport.domain.crm.tracking.tables",
        "homeport.domain.crm.trail.tables",
        "homeport.domain.crm.views.tables",
    ),
    install=(
        "homeport.domain.crm.stages.statuses",
        "homeport.domain.crm.stages.categories",
        "homeport.domain.crm.currency.currencies",
        "homeport.domain.crm.requisite.presets",
        "homeport.domain.crm.invoice.statuses",
    ),
    of_applications=(
        "homeport.domain.crm.timeline.blocks",
        "homeport.domain.crm.activity.app_types",
        "homeport.domain.crm.automation.triggers",
    ),
    integrity=("homeport.domain.crm.integrity",),
    follows={
        "task": "homeport.domain.crm.activity.tasks",
        "delivery_message": "homeport.domain.crm.orders.messages",
        "document": "homeport.domain.crm.documents.generator",
    },
    timers={
        "crm.deal.recurring": "homeport.domain.crm.recurring.deals",
        "crm.invoice.recurring": "homeport.domain.crm.invoice.recurring",
    },
    files=(
        "homeport.domain.crm.record.doors",
        "homeport.domain.crm.timeline.doors",
        "homeport.domain.crm.activity.doors",
        "homeport.domain.crm.documents.doors",
    ),
    public=("homeport.domain.crm.invoice.public", "homeport.domain.crm.orders.links"),
    shown=("homeport.domain.crm.timeline.doors", "homeport.domain.crm.activity.doors"),
)
