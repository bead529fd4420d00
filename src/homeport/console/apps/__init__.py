"""Applications in frames of the portal's pages: as pages of their own, and as widgets in the portal's.

Another section shows widgets by :func:`homeport.console.apps.widgets.tabs` and
:func:`homeport.console.apps.widgets.opened`.
"""
