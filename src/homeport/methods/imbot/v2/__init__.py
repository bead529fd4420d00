"""``imbot.v2.*``: chatbots of the second generation."""
