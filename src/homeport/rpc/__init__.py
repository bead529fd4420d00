"""What a method is: its declaration, the registry, dispatch and batch. Knows no CRM."""

from homeport.rpc.method import Flag, Id, Method, NoParams, Params, method
from homeport.rpc.registry import Registry

__all__ = ["Flag", "Id", "Method", "NoParams", "Params", "Registry", "method"]
