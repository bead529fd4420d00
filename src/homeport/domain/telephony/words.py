"""What people read of calls."""

OUTGOING, INCOMING, REDIRECTED, CALLBACK, INFORMING = TYPES = range(1, 6)
"""The documented types of calls."""

_CALLS = {
    OUTGOING: "Outgoing call to {number}",
    INCOMING: "Incoming call from {number}",
    REDIRECTED: "Redirected call from {number}",
    CALLBACK: "Callback to {number}",
    INFORMING: "Informational call to {number}",
}


def comes_in(kind: int) -> bool:
    """Whether a call of a type is of somebody who calls the portal."""
    return kind in (INCOMING, REDIRECTED)


def title_of(kind: int, number: str) -> str:
    """What a call is called."""
    return _CALLS[kind].format(number=number)


def said_of(kind: int, number: str, duration: int | None) -> str:
    """A call in a line.

    :param duration: seconds; None while it lasts
    """
    told = "" if duration is None else f", {clock_of(duration)}" if duration else ", not answered"
    return f"{title_of(kind, number)}{told}"


def clock_of(seconds: int) -> str:
    """A duration as clocks show it."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
