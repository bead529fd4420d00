"""``imbot.*``: chatbots, their commands, and what they do in chats."""
