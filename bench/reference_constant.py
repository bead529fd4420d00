"""Reference (a): the same HTTP server with an application that answers the same bytes whatever is asked."""

import os
from typing import Any

BODY = os.environ["BENCH_BODY"].encode() * int(os.environ.get("BENCH_TIMES", "1"))
START = {
    "type": "http.response.start",
    "status": 200,
    "headers": [
        (b"content-type", b"application/json; charset=utf-8"),
        (b"content-length", str(len(BODY)).encode()),
        (b"access-control-allow-origin", b"*"),
    ],
}
END = {"type": "http.response.body", "body": BODY}


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answer, once the whole request is there."""
    while (await receive()).get("more_body"):
        pass
    await send(START)
    await send(END)
