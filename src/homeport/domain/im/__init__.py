"""Chats, and what is said in them; what people say of themselves."""
