"""What a method is: its declaration, the registry, dispatch and batch. Knows no CRM."""

from homeport.core.values import Id
from homeport.rpc.method import Flag, Method, NoParams, OpenParams, OptionalId, Ordered, Params, Underscored, method
from homeport.rpc.registry import Methods, Registry
from homeport.rpc.request import Empty, Request

__all__ = [
    "Empty",
    "Flag",
    "Id",
    "Method",
    "Methods",
    "NoParams",
    "OpenParams",
    "OptionalId",
    "Ordered",
    "Params",
    "Registry",
    "Request",
    "Underscored",
    "method",
]
