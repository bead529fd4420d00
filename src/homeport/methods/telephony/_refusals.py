"""Refusals of telephony's methods."""

from dataclasses import replace

from homeport.core.errors import WRONG_AUTH_TYPE

NO_APPLICATION = replace(WRONG_AUTH_TYPE, text="Current authorization type is denied for this method")
