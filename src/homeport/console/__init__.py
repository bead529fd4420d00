"""The pages that people see in a browser: signing in, and letting applications act for them."""

from homeport.console.application import application

__all__ = ["application"]
