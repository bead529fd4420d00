"""``humanresources.hcmlink.*``: companies of systems of personnel, their people, values and jobs."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from homeport.core import errors
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.hcmlink import companies, jobs, people, values
from homeport.domain.hcmlink.companies import FAILED, NOT_FOUND
from homeport.methods.family import as_id
from homeport.rpc import Params, method

SCOPE = "humanresources.hcmlink"
NO_APPLICATION = replace(errors.WRONG_AUTH_TYPE, text="Application context required")
DENIED = ErrorKind("ACCESS_DENIED", "Access denied! Access denied.", 403)


class Add(Params):
    fields: Any = None


class ById(Params):
    id: Any = None


class Update(ById):
    fields: Any = None


class Page(Params):
    limit: Any = None
    offset: Any = None


class List(Page):
    user_id: Any = None


class Mapped(Page):
    company: Any = None
    updated_at: Any = None


class Put(Params):
    company: Any = None
    data: Any = None
    job: Any = None


def _method(name: str, *refusals: ErrorKind, writes: bool = False) -> Callable[[Callable[[Ctx, Any], Any]], Any]:
    """A method for administrators, by an application."""
    kinds = (NO_APPLICATION, DENIED, *refusals)
    return method(f"{SCOPE}.{name}", scope=SCOPE, writes=writes, application=NO_APPLICATION, errors=kinds)


def _administrator(ctx: Ctx) -> None:
    if not ctx.actor.is_admin:
        raise DENIED()


def _object(given: Any, refusal: ErrorKind) -> dict[str, Any]:
    if not given or not isinstance(given, dict):
        raise refusal()
    return given


@_method("company.add", FAILED, NOT_FOUND, writes=True)
def add(ctx: Ctx, p: Add) -> int:
    """Link a company."""
    _administrator(ctx)
    return companies.add(ctx, _object(p.fields, FAILED))


@_method("company.update", NOT_FOUND, writes=True)
def update(ctx: Ctx, p: Update) -> bool:
    """Say a linked company and its fields anew."""
    _administrator(ctx)
    companies.change(ctx, as_id(p.id, NOT_FOUND), _object(p.fields, NOT_FOUND))
    return True


@_method("company.delete", NOT_FOUND, writes=True)
def delete(ctx: Ctx, p: ById) -> bool:
    """Link a company no longer."""
    _administrator(ctx)
    companies.delete_company(ctx, as_id(p.id, NOT_FOUND))
    return True


@_method("company.list", FAILED)
def list_(ctx: Ctx, p: List) -> list[dict[str, Any]]:
    """List the linked companies, or those in which a user is somebody."""
    _administrator(ctx)
    return companies.listed(ctx, p.limit, p.offset, None if p.user_id is None else as_id(p.user_id, FAILED))


@_method("company.user.list")
def of_user(ctx: Ctx, p: Page) -> list[dict[str, Any]]:
    """List the linked companies in which the caller is somebody."""
    return companies.of_user(ctx, p.limit, p.offset)


@_method("employee.list", NOT_FOUND)
def mapped(ctx: Ctx, p: Mapped) -> list[dict[str, Any]]:
    """List the people of a company who are users."""
    _administrator(ctx)
    return people.mapped(ctx, p.company, p.limit, p.offset, p.updated_at)


@_method("employee.set", FAILED, writes=True)
def put_people(ctx: Ctx, p: Put) -> dict[str, Any]:
    """Keep what a system of personnel tells of a company's people."""
    _administrator(ctx)
    return _processed(ctx, people.put(ctx, p.company, p.data), p.job)


@_method("field.value.set", FAILED, writes=True)
def put_values(ctx: Ctx, p: Put) -> dict[str, Any]:
    """Keep what a system of personnel tells of employees, field by field."""
    _administrator(ctx)
    return _processed(ctx, values.put(ctx, p.company, p.data, p.job), p.job)


@_method("job.update", FAILED, writes=True)
def change_job(ctx: Ctx, p: Update) -> bool:
    """Say how far a job is."""
    _administrator(ctx)
    jobs.change(ctx, p.id, p.fields)
    return True


@_method("job.status.get", FAILED)
def job_status(ctx: Ctx, p: ById) -> dict[str, bool]:
    """Say whether a job is still to be done."""
    _administrator(ctx)
    return {"alive": jobs.is_alive(ctx.tx, p.id)}


def _processed(ctx: Ctx, wrong: list[str], job: Any) -> dict[str, Any]:
    jobs.change_named(ctx, job)
    return {"status": "error" if wrong else "ok", "errors": wrong}
