"""Why something cannot be done with portals, baselines and snapshots. Each text says what is wrong, and what to do."""


class PortalsError(Exception):
    """What was asked for cannot be done, and nothing was changed."""


class NotThereError(PortalsError):
    """There is no such portal, baseline or snapshot."""


class AlreadyThereError(PortalsError):
    """There is one of that name already."""


class UnfitError(PortalsError):
    """A name or a file is none."""
