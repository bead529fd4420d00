"""Reference (b): the same job as most teams would write it today, with FastAPI, the SQLAlchemy ORM and pydantic.

It follows the frameworks' own tutorials: a session per request from a dependency, plain ``def`` endpoints that FastAPI
runs in its thread pool, mapped classes with relationships, response models. It reads the portal's own file, or its
schema in PostgreSQL through psycopg.
"""

import os
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from sqlalchemy import ForeignKey, create_engine, event, or_, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, sessionmaker

KEY = Path(os.environ["BENCH_KEY"]).read_bytes()

# as many connections as FastAPI has threads; one of SQLite costs little, one of PostgreSQL a process
engine = create_engine(os.environ["BENCH_DATABASE"], pool_size=40)
SessionLocal = sessionmaker(engine)


def tune(connection, record) -> None:  # type: ignore[no-untyped-def]
    """The same settings that Homeport uses for reading."""
    for pragma in ("temp_store=MEMORY", "cache_size=-65536", "mmap_size=1073741824", "query_only=ON"):
        connection.execute(f"PRAGMA {pragma}")


if engine.dialect.name == "sqlite":
    event.listen(engine, "connect", tune)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "portal_user"
    id: Mapped[int] = mapped_column("ID", primary_key=True)
    active: Mapped[str] = mapped_column("ACTIVE")
    is_admin: Mapped[str] = mapped_column("IS_ADMIN")
    name: Mapped[str] = mapped_column("NAME")
    last_name: Mapped[str] = mapped_column("LAST_NAME")
    email: Mapped[str] = mapped_column("EMAIL")
    departments: Mapped[list["UserDepartment"]] = relationship()


class UserDepartment(Base):
    __tablename__ = "portal_user_department"
    user_id: Mapped[int] = mapped_column("USER_ID", ForeignKey("portal_user.ID"), primary_key=True)
    department_id: Mapped[int] = mapped_column("DEPARTMENT_ID", primary_key=True)


class Webhook(Base):
    __tablename__ = "portal_webhook"
    id: Mapped[int] = mapped_column("ID", primary_key=True)
    user_id: Mapped[int] = mapped_column("USER_ID", ForeignKey("portal_user.ID"))
    code_hash: Mapped[str] = mapped_column("CODE_HASH")
    scopes: Mapped[str] = mapped_column("SCOPES")
    expires: Mapped[datetime | None] = mapped_column("EXPIRES")
    user: Mapped[User] = relationship(lazy="joined")


class Colleague(Base):
    __tablename__ = "portal_colleague"
    user_id: Mapped[int] = mapped_column("USER_ID", primary_key=True)
    reach: Mapped[str] = mapped_column("REACH", primary_key=True)
    colleague_id: Mapped[int] = mapped_column("COLLEAGUE_ID", primary_key=True)


class RoleMember(Base):
    __tablename__ = "portal_role_member"
    role_id: Mapped[int] = mapped_column("ROLE_ID", primary_key=True)
    member: Mapped[str] = mapped_column("MEMBER", primary_key=True)


class RoleRight(Base):
    __tablename__ = "portal_role_right"
    role_id: Mapped[int] = mapped_column("ROLE_ID", primary_key=True)
    entity: Mapped[str] = mapped_column("ENTITY", primary_key=True)
    operation: Mapped[str] = mapped_column("OPERATION", primary_key=True)
    level: Mapped[str] = mapped_column("LEVEL")


class Activity(Base):
    __tablename__ = "crm_activity"
    id: Mapped[int] = mapped_column("ID", primary_key=True)
    owner_id: Mapped[int] = mapped_column("OWNER_ID")
    owner_type_id: Mapped[int] = mapped_column("OWNER_TYPE_ID")
    subject: Mapped[str | None] = mapped_column("SUBJECT")
    responsible_id: Mapped[int] = mapped_column("RESPONSIBLE_ID")
    bindings: Mapped[list["Binding"]] = relationship(order_by="Binding.position")


class Binding(Base):
    __tablename__ = "crm_activity_binding"
    activity_id: Mapped[int] = mapped_column("ACTIVITY_ID", ForeignKey("crm_activity.ID"), primary_key=True)
    position: Mapped[int] = mapped_column("POSITION", primary_key=True)
    entity_type_id: Mapped[int] = mapped_column("OWNER_TYPE_ID")
    entity_id: Mapped[int] = mapped_column("OWNER_ID")


class Record:
    id: Mapped[int] = mapped_column("ID", primary_key=True)
    assigned_by_id: Mapped[int] = mapped_column("ASSIGNED_BY_ID")
    opened: Mapped[str] = mapped_column("OPENED")


class Lead(Record, Base):
    __tablename__ = "crm_lead"


class Deal(Record, Base):
    __tablename__ = "crm_deal"


class Contact(Record, Base):
    __tablename__ = "crm_contact"


class Company(Record, Base):
    __tablename__ = "crm_company"


RECORDS: dict[int, tuple[str, type[Record]]] = {
    1: ("LEAD", Lead),
    2: ("DEAL", Deal),
    3: ("CONTACT", Contact),
    4: ("COMPANY", Company),
}


class CamelModel(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True)


class BindingListRequest(CamelModel):
    activity_id: int


class BindingOut(CamelModel):
    entity_type_id: int
    entity_id: int


class Timing(BaseModel):
    start: float
    finish: float
    duration: float
    processing: float
    date_start: datetime
    date_finish: datetime
    operating_reset_at: int
    operating: float


class BindingListResponse(BaseModel):
    result: list[BindingOut]
    time: Timing = Field()


def get_db() -> Iterator[Session]:
    with SessionLocal() as session:
        yield session


Db = Annotated[Session, Depends(get_db)]


def get_webhook(user_id: int, code: str, db: Db) -> Webhook:
    hashed = blake2b(code.encode(), key=KEY, digest_size=32).hexdigest()
    webhook = db.scalar(select(Webhook).where(Webhook.user_id == user_id, Webhook.code_hash == hashed))
    expired = webhook is not None and webhook.expires is not None and webhook.expires < datetime.now(UTC)
    if webhook is None or expired or webhook.user.active != "Y":
        raise HTTPException(401, {"error": "INVALID_CREDENTIALS"})
    if "crm" not in webhook.scopes.split(","):
        raise HTTPException(403, {"error": "insufficient_scope"})
    return webhook


def get_levels(db: Session, user: User) -> dict[str, str]:
    """The user's READ level for each type of record."""
    departments = [row.department_id for row in user.departments]
    members = [f"U{user.id}", "AU"] + [f"{prefix}{number}" for prefix in ("D", "DR") for number in departments]
    rights = db.scalars(
        select(RoleRight)
        .join(RoleMember, RoleMember.role_id == RoleRight.role_id)
        .where(RoleMember.member.in_(members), RoleRight.operation == "READ")
    )
    return {right.entity: right.level for right in rights}


def visible(db: Session, user: User, bindings: list[Binding]) -> list[Binding]:
    """The bindings to records that the user may read."""
    if user.is_admin == "Y":
        return bindings
    levels = get_levels(db, user)
    readable: set[tuple[int, int]] = set()
    for type_id, (code, model) in RECORDS.items():
        ids = [binding.entity_id for binding in bindings if binding.entity_type_id == type_id]
        level = levels.get(code, levels.get("*", ""))
        if not ids or not level:
            continue
        if level != "X":
            conditions = [model.assigned_by_id == user.id]
            if level in "DFO":
                reach = select(Colleague.colleague_id).where(
                    Colleague.user_id == user.id, Colleague.reach == ("D" if level == "D" else "F")
                )
                conditions.append(model.assigned_by_id.in_(reach))
            if level == "O":
                conditions.append(model.opened == "Y")
            ids = list(db.scalars(select(model.id).where(model.id.in_(ids), or_(*conditions))))
        readable.update((type_id, record_id) for record_id in ids)
    return [binding for binding in bindings if (binding.entity_type_id, binding.entity_id) in readable]


app = FastAPI()
operating: defaultdict[tuple[int, str], float] = defaultdict(float)


@app.post("/rest/{user_id}/{code}/crm.activity.binding.list")
def binding_list(
    request: BindingListRequest, webhook: Annotated[Webhook, Depends(get_webhook)], db: Db
) -> BindingListResponse:
    start = time.time()
    activity = db.get(Activity, request.activity_id)
    if activity is None:
        raise HTTPException(400, {"error": "NOT_FOUND"})
    found = visible(db, webhook.user, activity.bindings)
    if not found:
        raise HTTPException(400, {"error": "ACCESS_DENIED"})
    finish = time.time()
    operating[webhook.id, "crm.activity.binding.list"] += finish - start
    timing = Timing(
        start=start,
        finish=finish,
        duration=finish - start,
        processing=finish - start,
        date_start=datetime.fromtimestamp(start, UTC),
        date_finish=datetime.fromtimestamp(finish, UTC),
        operating_reset_at=int(start) + 600,
        operating=operating[webhook.id, "crm.activity.binding.list"],
    )
    return BindingListResponse(result=[BindingOut.model_validate(binding) for binding in found], time=timing)
