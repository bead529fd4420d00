"""What is told of users."""

SCOPE_NAME = "user"
"""The scope that an application needs to be told."""

USER_ADDED = "ONUSERADD"
