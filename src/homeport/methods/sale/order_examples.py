"""Examples of orders, and of what is in them."""

from homeport.rpc.example import Example

ORDERS: dict[str, Example] = {}
