"""Sums of money: counted in decimal figures, so that what people add up comes out as they do.

Numbers are kept as floats, whose shortest decimal form is what somebody entered.
"""

from decimal import ROUND_HALF_UP, Context, Decimal

_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
"""Digits for whatever floats can hold."""


def exact(number: float) -> Decimal:
    """A number as it was entered."""
    return Decimal(repr(number))


def rounded(number: float | Decimal, places: int = 2) -> float:
    """A number to some places; halves go away from zero, as people count."""
    figure = number if isinstance(number, Decimal) else exact(number)
    return float(figure.quantize(Decimal(1).scaleb(-places), context=_EXACT))


def product(number: float, other: float) -> Decimal:
    """Two numbers multiplied, without loss."""
    return _EXACT.multiply(exact(number), exact(other))


def quotient(number: Decimal, other: Decimal) -> Decimal:
    """A number divided by another one, to more places than anybody looks at."""
    return _EXACT.divide(number, other)
