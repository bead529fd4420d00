"""Is a history of transactions strictly serialisable: as if each had happened at one moment while its caller waited?

As Elle does it for lists that are appended to (Kingsbury and Alvaro, "Elle: Inferring Isolation Anomalies from
Experimental Observations", VLDB 2020): what a read finds tells the order of the appends to its list, and so which
transaction must have come before which. A cycle of these, with "had ended before the other began" among them, is an
anomaly; no order explains it.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple


class Append(NamedTuple):
    """A value was put at the end of a list; no two transactions put the same one."""

    key: int
    value: int


class Read(NamedTuple):
    """A whole list was read."""

    key: int
    values: tuple[int, ...]


@dataclass(frozen=True)
class Transaction:
    """What one caller did at once.

    :param steps: in their order; of a transaction that was not answered, the appends that may have happened
    :param began: a moment before it began
    :param ended: a moment after it had ended; None when it was not answered
    """

    steps: Sequence[Append | Read]
    began: float
    ended: float | None


class Edge(NamedTuple):
    """One node comes before another, and why."""

    target: int
    why: str


Graph = dict[int, list[Edge]]


def anomalies(history: Sequence[Transaction]) -> list[str]:
    """What is wrong with a history, a line each; nothing when an order of its transactions explains it."""
    wrong = [*_within(history)]
    orders, unordered = _orders(history)
    wrong += unordered
    makers = {(step.key, step.value): number for number, step in _steps(history, Append)}
    for _, step in _steps(history, Read):
        wrong += [f"{step} has {value}, which nobody wrote" for value in step.values if (step.key, value) not in makers]
    if wrong:
        return wrong
    graph = _graph(history, orders, makers)
    return [_told(cycle) for cycle in _cycles(graph)]


def _steps(history: Sequence[Transaction], kind: type) -> Iterator[tuple[int, Append | Read]]:
    for number, each in enumerate(history):
        for step in each.steps:
            if isinstance(step, kind):
                yield number, step


def _within(history: Sequence[Transaction]) -> Iterator[str]:
    """A transaction sees what it has read and written itself."""
    for number, each in enumerate(history):
        known: dict[int, tuple[int, ...]] = {}
        ends: dict[int, tuple[int, ...]] = defaultdict(tuple)
        for step in each.steps:
            if isinstance(step, Append):
                ends[step.key] += (step.value,)
                if step.key in known:
                    known[step.key] += (step.value,)
                continue
            if known.get(step.key, step.values) != step.values:
                yield f"transaction {number} knew {known[step.key]} and read {step}"
            own = ends[step.key]
            if own and step.values[-len(own) :] != own:
                yield f"transaction {number} wrote {own} and read {step}"
            if len(set(step.values)) != len(step.values):
                yield f"{step} has a value twice"
            known[step.key] = step.values


def _orders(history: Sequence[Transaction]) -> tuple[dict[int, tuple[int, ...]], list[str]]:
    """The longest of what was read of each list, and what does not go with it."""
    longest: dict[int, tuple[int, ...]] = defaultdict(tuple)
    reads = [step for _, step in _steps(history, Read)]
    for step in reads:
        longest[step.key] = max(longest[step.key], step.values, key=len)
    wrong = [
        f"{step} is no beginning of {longest[step.key]}"
        for step in reads
        if step.values != longest[step.key][: len(step.values)]
    ]
    seen = {(key, value) for key, values in longest.items() for value in values}
    for number, step in _steps(history, Append):
        if history[number].ended is not None and step not in seen:
            wrong.append(f"{step} was acknowledged and never seen")  # histories end with a read of every list
    return longest, wrong


def _graph(
    history: Sequence[Transaction], orders: dict[int, tuple[int, ...]], makers: dict[tuple[int, int], int]
) -> Graph:
    graph: Graph = defaultdict(list)

    def edge(source: int, target: int, why: str) -> None:
        if source != target:
            graph[source].append(Edge(target, why))

    for key, values in orders.items():
        for one, other in pairwise(values):
            edge(makers[key, one], makers[key, other], f"wrote {one} to {key} before")
    for number, step in _steps(history, Read):
        order, size = orders[step.key], len(step.values)
        if size:
            edge(makers[step.key, step.values[-1]], number, f"wrote {step.values[-1]} to {step.key}, read by")
        if size < len(order):
            edge(number, makers[step.key, order[size]], f"read {step.key} without {order[size]} of")
    _add_time(history, edge)
    return graph


def _add_time(history: Sequence[Transaction], edge: object) -> None:
    """What had ended came before what began then: along a line of moments, which are nodes too."""
    assert callable(edge)
    moments = [(each.began, 1, number) for number, each in enumerate(history)]
    moments += [(each.ended, 0, number) for number, each in enumerate(history) if each.ended is not None]
    last = 0
    for _, begins, number in sorted(moments):
        if not begins:
            last -= 1
            edge(number, last, "ended before")
            if last < -1:
                edge(last + 1, last, "")
        elif last:
            edge(last, number, "")


def _cycles(graph: Graph) -> Iterator[list[tuple[int, str]]]:
    """A short cycle of each part of a graph whose nodes all lead to each other."""
    for part in _parts(graph):
        if len(part) > 1:
            yield _shortest(graph, part)


def _shortest(graph: Graph, part: set[int]) -> list[tuple[int, str]]:
    start = max(part)  # no moment: those are negative
    came: dict[int, tuple[int, str]] = {}
    waiting = deque([start])
    while start not in came:
        node = waiting.popleft()
        for target, why in graph[node]:
            if target in part and target not in came:
                came[target] = node, why
                waiting.append(target)
    cycle = [came[start]]
    while cycle[-1][0] != start:
        cycle.append(came[cycle[-1][0]])
    return cycle[::-1]


def _told(cycle: list[tuple[int, str]]) -> str:
    return " ".join(f"transaction {node} {why}" for node, why in cycle if node >= 0) + f" transaction {cycle[0][0]}"


def _parts(graph: Graph) -> Iterator[set[int]]:
    """Tarjan's strongly connected components, without recursion."""
    numbers: dict[int, int] = {}
    lowest: dict[int, int] = {}
    path: list[int] = []
    on_path: set[int] = set()
    for root in list(graph):
        if root in numbers:
            continue
        work: list[tuple[int, Iterator[Edge]]] = [(root, iter(graph.get(root, ())))]
        numbers[root] = lowest[root] = len(numbers)
        path.append(root)
        on_path.add(root)
        while work:
            node, edges = work[-1]
            for target, _ in edges:
                if target not in numbers:
                    numbers[target] = lowest[target] = len(numbers)
                    path.append(target)
                    on_path.add(target)
                    work.append((target, iter(graph.get(target, ()))))
                    break
                if target in on_path:
                    lowest[node] = min(lowest[node], numbers[target])
            else:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[node])
                if lowest[node] == numbers[node]:
                    part: set[int] = set()
                    while node not in part:
                        part.add(path.pop())
                    on_path -= part
                    yield part
