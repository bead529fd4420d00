"""What tasks bring to the portal."""

from homeport.domain.records.scopes import Scope
from homeport.domain.tasks import events

SCOPE = Scope(
    name="tasks",
    needed=events.SCOPE,
    events=events.codes,
    tables=(
        "homeport.domain.tasks.tables",
        "homeport.domain.tasks.templates.tables",
        "homeport.domain.tasks.scrum.tables",
        "homeport.domain.tasks.flows.tables",
    ),
    integrity=(
        "homeport.domain.tasks.integrity",
        "homeport.domain.tasks.scrum.integrity",
        "homeport.domain.tasks.flows.integrity",
    ),
    files=("homeport.domain.tasks.comments.doors", "homeport.domain.tasks.uploading"),
    timers={"task_template": "homeport.domain.tasks.templates.running"},
    shown=(
        "homeport.domain.tasks.shown",
        "homeport.domain.tasks.templates.attachments",
    ),
    follows={"im_chat": "homeport.domain.tasks.chat"},
)
