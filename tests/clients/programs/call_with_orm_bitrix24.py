"""orm-bitrix24: records as objects, on top of fast_bitrix24."""

import asyncio
import contextlib
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from fast_bitrix24 import BitrixAsync
from orm_bitrix24.entity import Contact, _Deal, _Lead
from outcomes import SETTINGS, report

Job = Callable[[BitrixAsync], Coroutine[Any, Any, Any]]


def run(job: Job, name: str = "admin") -> Callable[[], Any]:
    def call() -> Any:
        with contextlib.redirect_stdout(sys.stderr):
            return asyncio.run(job(BitrixAsync(SETTINGS[name], ssl=True, verbose=False)))

    return call


def walk(kind: Any) -> Job:
    async def job(bitrix: BitrixAsync) -> Any:
        found = await kind.get_entity_manager(bitrix).filter(originator_id=SETTINGS["mark"])
        return sorted(int(each.id) for each in found)

    return job


async def write(bitrix: BitrixAsync) -> Any:
    deal = await _Deal.get_entity_manager(bitrix).create(title="Mapped", opportunity=12.5, contact_id=1)
    deal.title = "Mapped and changed"
    await deal.save()
    again = await _Deal.get_by_id(bitrix, deal.id)
    contact = await again.contact
    return {"title": again.title, "opportunity": again.opportunity, "contact": contact.id}


async def missing(bitrix: BitrixAsync) -> Any:
    return await _Deal.get_by_id(bitrix, SETTINGS["missing"])


report(
    {
        "walk crm.deal.list": run(walk(_Deal)),
        "walk crm.lead.list": run(walk(_Lead)),
        "walk crm.contact.list": run(walk(Contact)),
        "write": run(write),
        "missing": run(missing),
        "wrong code": run(walk(_Deal), "wrong"),
    },
    lambda error: {"status": getattr(error, "status", None)},
)
