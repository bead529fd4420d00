"""Chatbots: registered by applications, speaking in chats, told of what is said to them."""
