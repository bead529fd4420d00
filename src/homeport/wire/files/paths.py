"""The paths by which files come and go."""

DOWNLOAD, UPLOAD = "/rest/download.json", "/rest/upload.json"
TRANSFERS = frozenset({DOWNLOAD, UPLOAD})
SHARED = "/~"
"""What the paths begin with that lead strangers to what was shared with them."""
SITES = "/~site/"
"""What the paths of sites' pages begin with."""
