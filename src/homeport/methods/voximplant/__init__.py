"""``voximplant.*``: telephony of the portal itself."""
