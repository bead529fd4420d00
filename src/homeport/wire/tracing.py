"""Traces for OpenTelemetry: a span for each request.

It is made of what the request has left behind when it has ended, so that a server without tracing pays nothing. Where
spans go is said by the usual variables, ``OTEL_EXPORTER_OTLP_ENDPOINT`` and its relatives.
"""

import os
import time
from typing import Any

from homeport.core.masking import masked
from homeport.wire.exchange import Exchange

VARIABLES = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")

_NANOSECONDS = 1_000_000_000


def wanted() -> bool:
    """Whether the environment says where traces go."""
    return any(os.environ.get(name) for name in VARIABLES)


class Tracing:
    """Sends spans, in a thread of its own.

    :raises ImportError: when the packages of ``homeport[tracing]`` are missing
    """

    def __init__(self) -> None:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
        from opentelemetry.trace import SpanKind, StatusCode, set_span_in_context
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self._kind, self._failed, self._within = SpanKind.SERVER, StatusCode.ERROR, set_span_in_context
        self._context = TraceContextTextMapPropagator()
        self._provider = TracerProvider(resource=Resource.create({"service.name": "homeport"}))
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        self._tracer = self._provider.get_tracer("homeport")

    def tell(self, exchange: Exchange) -> None:
        """Send the span of a request that has ended."""
        portal, watch, answer = exchange.portal, exchange.watch, exchange.answer
        if portal is None or watch is None:
            return
        # by the machine's clock: the portal's may be held
        ended = time.time_ns()
        begun = ended - int(watch.elapsed() * _NANOSECONDS)
        carried = {name.decode("latin-1"): value.decode("latin-1") for name, value in exchange.scope["headers"]}
        status = answer.status if answer else 0
        attributes: dict[str, Any] = {
            "homeport.portal": portal.name,
            "homeport.request": exchange.id,
            "homeport.statements": watch.statements,
            "http.request.method": exchange.scope["method"],
            "http.response.status_code": status,
            "rpc.method": exchange.method,
            "rpc.system": "bitrix24",
        }
        if exchange.credential is not None:
            attributes["homeport.credential"] = exchange.credential.key
            attributes["homeport.user"] = exchange.credential.actor.user_id
        span = self._tracer.start_span(
            exchange.method or "refused",
            self._context.extract(carried),
            kind=self._kind,
            attributes=attributes,
            start_time=begun,
        )
        if exchange.error is not None:
            span.set_attribute("error.type", exchange.error.code)
            if status >= 500 or status == 0:
                span.set_status(self._failed, str(masked(exchange.error.description)))
        span.end(ended)

    def close(self) -> None:
        """Send what waits, and stop."""
        self._provider.shutdown()
