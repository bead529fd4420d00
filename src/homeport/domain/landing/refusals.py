"""How calls of sites are refused.

Sources: the tables of errors of the pages in ``landing/site/``, ``landing/page/methods/`` and ``landing/rights/``.
"""

from homeport.core.errors import ErrorKind

DENIED = ErrorKind("ACCESS_DENIED", "Access denied")
MISSING = ErrorKind("MISSING_PARAMS", "Not enough parameters for the call, missing: {names}")
WRONG_TYPE = ErrorKind("TYPE_ERROR", "The parameter {name} must be of another type")
NOT_ADMIN = ErrorKind("IS_NOT_ADMIN", "To perform this action, you must be an administrator.")
WRONG_ROLE = ErrorKind("ROLE_SCOPE_MISMATCH", "The role does not belong to this section")
NO_LIST = ErrorKind("ERROR_ARGUMENT", "The codes must be an array")

EMPTY = ErrorKind("BX_EMPTY_REQUIRED", 'Required field "{name}" is not filled')
UNFIT = ErrorKind("BX_INVALID_VALUE", 'Invalid value for the field "{name}"')
SLASH = ErrorKind("SLASH_IS_NOT_ALLOWED", "Slash is not allowed in the address")

NO_DOMAIN = ErrorKind("DOMAIN_NOT_FOUND", "Domain does not exist")
WRONG_DOMAIN = ErrorKind(
    "DOMAIN_IS_INCORRECT",
    'The site address is entered incorrectly. You can only use the following characters: "a-z", "0-9", "-", ".".',
)
DOMAIN_TRASHED = ErrorKind("DOMAIN_EXIST_TRASH", "The domain is already linked to a site in the trash")
DOMAIN_DISABLED = ErrorKind("DOMAIN_DISABLE", "This word cannot be used in a domain")
DOMAIN_TAKEN = ErrorKind("DOMAIN_EXIST", "Such a domain already exists")
DOMAINS = (NO_DOMAIN, WRONG_DOMAIN, DOMAIN_TRASHED, DOMAIN_DISABLED, DOMAIN_TAKEN)

NOT_EMPTY = ErrorKind("SITE_IS_NOT_EMPTY", "The site contains pages.")
NO_SITE = ErrorKind("SITE_NOT_FOUND", "Site not found")
NO_FOLDER = ErrorKind("FOLDER_NOT_FOUND", "Folder not found")
FOLDER_TAKEN = ErrorKind("FOLDER_IS_NOT_UNIQUE", "A folder with this name already exists")
WRONG_CODE = ErrorKind("SYSTEM_ERROR", "The parameter code can only consist of Latin letters and digits.")

NO_PAGE = ErrorKind("LANDING_NOT_EXIST", "Landing not found")
NO_CODE = ErrorKind("CANT_BE_EMPTY", "The page address cannot be empty")
CODE_FORMAT = ErrorKind("WRONG_CODE_FORMAT", "Invalid page address")
IS_MAIN = ErrorKind("CANT_DELETE_MAIN", "The main page cannot be deleted while the site has other pages")
MAY_NOT_TAKE_AWAY = ErrorKind("DELETE_ACCESS_DENIED", "Access to delete the page is denied.")
