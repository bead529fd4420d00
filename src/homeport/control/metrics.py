"""What the server has done, in the form that Prometheus collects."""

from collections.abc import Iterator
from itertools import accumulate

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.responses import Response

import homeport
from homeport.control.endpoint import Plane, endpoint
from homeport.store.meters import BOUNDS, Durations, Tally

LIMITS = ("QUERY_LIMIT_EXCEEDED", "OPERATION_TIME_LIMIT", "OVERLOAD_LIMIT")


class _Told(Collector):
    """The numbers of all workers as metrics."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    def collect(self) -> Iterator[Metric]:
        tally = self._tally
        requests = CounterMetricFamily(
            "homeport_requests",
            "Requests, by the method that was called and the code of its refusal",
            labels=("method", "outcome"),
        )
        seconds = HistogramMetricFamily("homeport_request_seconds", "How long requests took", labels=("method",))
        refused = CounterMetricFamily("homeport_limit_refusals", "Requests that a limit refused", labels=("limit",))
        limited = dict.fromkeys(LIMITS, 0)
        for method, outcomes in sorted(tally.requests.items()):
            together = Durations()
            for outcome, durations in sorted(outcomes.items()):
                count = sum(durations.counts)
                requests.add_metric((method, outcome), count)
                together.merge(durations)
                if outcome in limited:
                    limited[outcome] += count
            seconds.add_metric((method,), _buckets(together), together.seconds)
        for limit, count in limited.items():
            refused.add_metric((limit,), count)
        yield from (requests, seconds, refused)
        commits = HistogramMetricFamily("homeport_commit_seconds", "How long groups of writes took to become durable")
        commits.add_metric((), _buckets(tally.commits), tally.commits.seconds)
        yield commits
        yield CounterMetricFamily("homeport_writes", "Writes that became durable", tally.writes)
        yield CounterMetricFamily(
            "homeport_slow_statements", "Statements that took longer than --slow-query", tally.slow
        )
        yield GaugeMetricFamily("homeport_writer_queue", "Writes that wait for the writer", tally.queued)
        pools = GaugeMetricFamily("homeport_pool", "Threads and connections, by their use", labels=("pool", "state"))
        for name, use in sorted(tally.pools.items()):
            for state, count in use._asdict().items():
                pools.add_metric((name, state), count)
        yield pools
        yield GaugeMetricFamily("homeport_workers", "Processes that serve", tally.workers)
        yield GaugeMetricFamily("homeport_memory_bytes", "Memory that they hold", tally.memory)
        yield GaugeMetricFamily("homeport_open_files", "Files and connections that they have open", tally.files)
        version = GaugeMetricFamily("homeport_version", "The version that runs", labels=("version",))
        version.add_metric((homeport.__version__,), 1)
        yield version


def _buckets(durations: Durations) -> list[tuple[str, float]]:
    return list(zip((*map(str, BOUNDS), "+Inf"), accumulate(durations.counts), strict=True))


@endpoint("GET", "/metrics", content="text/plain")
def metrics(plane: Plane) -> Response:
    """Tell what all workers have done since the server started, for Prometheus.

    The numbers of other workers than the one that answers are up to a second old.
    """
    registry = CollectorRegistry()
    registry.register(_Told(plane.portals.meters.all()))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
