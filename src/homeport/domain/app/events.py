"""Events of an application's life, which itself is told of.

Sources: ``settings/app-installation/``, ``settings/app-uninstallation.md``.
"""

APP_INSTALLED = "ONAPPINSTALL"
APP_UNINSTALLED = "ONAPPUNINSTALL"
