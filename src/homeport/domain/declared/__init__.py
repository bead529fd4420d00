"""A portal declared in a file: read whole, checked whole, applied in one transaction or not at all."""

from homeport.domain.declared.applying import ADDED, Change, Outcome, apply
from homeport.domain.declared.source import DeclarationError, Problem

__all__ = ["ADDED", "Change", "DeclarationError", "Outcome", "Problem", "apply"]
