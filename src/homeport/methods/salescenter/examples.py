"""Examples of links by which clients pay."""

from homeport.rpc.example import Example

EXAMPLES = {"salescenter.payment.getPublicUrl": Example({"id": 1})}
