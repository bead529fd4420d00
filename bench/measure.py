"""What is measured: the servers, the calls, and the rounds in which they take turns."""

import json
import sys
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from statistics import median
from urllib.request import urlopen

from bench import data
from bench.data import Sized
from bench.load import Call, Run, run
from bench.servers import Server, homeport, prompt_constant, reference
from homeport.portals.folder import DataFolder

CONNECTIONS = 32
SMALL = 1_000
ADMIN, SELLER = 1, 3
PAGE = 50

_DEALS = '{"select":["ID","TITLE","STAGE_ID","OPPORTUNITY"],"order":{"ID":"ASC"},"filter":{">ID":{id}},"start":%d}'

Found = dict[str, Run]
Step = Callable[[], Run]


def everything(rounds: int, seconds: float, large: int) -> Found:
    """Run every measurement; the median round of each, by name."""
    sizes = {"small": data.portal(SMALL), "large": data.portal(large)}
    many_deals = data.portal(SMALL, deals=large)
    steps: dict[str, Step] = {}
    with ExitStack() as stack:
        for workers in (1, 2):
            servers = {size: stack.enter_context(homeport(portal, workers)) for size, portal in sizes.items()}
            for size, server in servers.items():
                for who, user in (("seller", SELLER), ("admin", ADMIN)):
                    call = _bindings(sizes[size])
                    steps[f"homeport {size} {who} {workers}"] = _step(server, server.webhooks[user], call, seconds)
                if workers == 1:
                    _add_lists(steps, size, server, sizes[size], seconds)
            body = answer(servers["large"], SELLER, sizes["large"].first)
            constant = stack.enter_context(reference("constant", workers, {"BENCH_BODY": body}))
            steps[f"constant {workers}"] = _step(constant, "/", _bindings(sizes["large"]), seconds)
            if workers == 1:
                prompt = stack.enter_context(prompt_constant({"BENCH_BODY": body}))
                steps["prompt constant 1"] = _step(prompt, "/rest/", _bindings(sizes["large"]), seconds)
            typical = stack.enter_context(reference("fastapi", workers, _environment(sizes["large"])))
            webhook = servers["large"].webhooks[SELLER]  # the same path: it reads the same file
            steps[f"fastapi {workers}"] = _step(typical, webhook, _bindings(sizes["large"]), seconds)
        deep = stack.enter_context(homeport(many_deals, 1))
        for name, first, last in (
            ("first", many_deals.first_deal, many_deals.first_deal + SMALL),
            ("deep", many_deals.last_deal - SMALL - PAGE, many_deals.last_deal - PAGE),
        ):
            call = Call("crm.deal.list", _DEALS % -1, first, last)
            steps[f"deal.list {name}"] = _step(deep, deep.webhooks[SELLER], call, seconds)
        add = Call("crm.deal.add", '{"fields":{"TITLE":"Delivery {id}","OPPORTUNITY":100}}', 1, 10**6)
        for disk, program in (("", "homeport"), (" slow disk", "bench.slow_disk")):
            writable = stack.enter_context(homeport(sizes["small"].copy(f"writable{disk}"), 1, program=program))
            for connections in (32, 1):
                step = _step(writable, writable.webhooks[ADMIN], add, seconds, connections)
                steps[f"deal.add {connections}{disk}"] = step
        return _in_turn(steps, rounds)


def answer(server: Server, user: int, activity: int) -> str:
    """The body that Homeport answers: the constant has its size."""
    url = f"http://{server.address}{server.webhooks[user]}crm.activity.binding.list?activityId={activity}"
    with urlopen(url) as found:
        body: str = found.read().decode()
    return body


def _in_turn(steps: dict[str, Step], rounds: int) -> Found:
    taken: dict[str, list[Run]] = defaultdict(list)
    # the first round is not counted: statements are compiled and pages cached in it
    for turn in range(rounds + 1):
        print(f"bench: round {turn} of {rounds}, {len(steps)} loads", file=sys.stderr, flush=True)
        for name, step in steps.items():
            try:
                found = step()
            except SystemExit as error:
                if turn:
                    raise SystemExit(f"{error} ({name})") from None
                continue  # what is imported at the first call may take longer than the load does
            if turn:
                taken[name].append(found)
    return {name: _median(runs) for name, runs in taken.items()}


def _median(runs: list[Run]) -> Run:
    return Run(**{name: median(getattr(run, name) for run in runs) for name in Run.__slots__})


def _step(server: Server, webhook: str, call: Call, seconds: float, connections: int = CONNECTIONS) -> Step:
    return lambda: run(server, webhook, call, connections=connections, seconds=seconds)


def _bindings(portal: Sized) -> Call:
    return Call("crm.activity.binding.list", '{"activityId":{id}}', portal.first, portal.last)


def _add_lists(steps: dict[str, Step], size: str, server: Server, portal: Sized, seconds: float) -> None:
    webhook = server.webhooks[SELLER]
    for name, start in (("counted", 0), ("uncounted", -1)):
        call = Call("crm.deal.list", _DEALS % start, portal.first_deal, portal.last_deal)
        steps[f"deal.list {name} {size}"] = _step(server, webhook, call, seconds)
    whole = Call("crm.deal.list", '{"start":-1}')
    steps[f"deal.list whole {size}"] = _step(server, server.webhooks[ADMIN], whole, seconds)
    commands = {f"c{number}": "crm.activity.binding.list?activityId={id}" for number in range(50)}
    batch = Call("batch", json.dumps({"cmd": commands}), portal.first, portal.last)
    steps[f"batch {size}"] = _step(server, webhook, batch, seconds)


def _environment(portal: Sized) -> dict[str, str]:
    key = DataFolder(portal.folder).path / "secret.key"
    return {"BENCH_KEY": str(key), "BENCH_DATABASE": f"sqlite:///{portal.database}"}
