"""Senders of messages to phones, which applications are, and the messages that people have sent by them."""
