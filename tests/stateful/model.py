"""The CRM as a few dicts: what each call must answer, and what is there afterwards."""

from homeport.core.owner import code_of
from tests.stateful.rules import ADMIN, Record, Rules

Key = tuple[int, int]
"""Type id and id of a record."""

OK = "ok"
LIMIT = 100
BINDING_CODES = {
    OK,
    "ACCESS_DENIED",
    "ACTIVITY_IS_ALREADY_BOUND",
    "BINDING_LIMIT_EXCEEDED",
    "BINDING_NOT_FOUND",
    "INVALID_CREDENTIALS",
    "LAST_BINDING_CANNOT_BE_DELETED",
    "NOT_FOUND",
    "OWNER_NOT_FOUND",
    "SOURCE_AND_TARGET_ENTITY_ID_ARE_EQUAL_ERROR",
    "SOURCE_AND_TARGET_ENTITY_TYPES_ARE_NOT_EQUAL_ERROR",
}
"""Every answer to a call on bindings."""


class Activity:
    """An activity: whose it is, what it is called, and what it is bound to, in the order of binding."""

    def __init__(self, bound: list[Key], subject: str) -> None:
        self.owner = bound[0]
        self.bound = bound
        self.subject = subject

    def follow(self, gone: Key, heir: Key) -> None:
        """Belong to another record when the binding of its own has gone."""
        if self.owner == gone:
            self.owner = heir


class Model(Rules):
    """Everything that is there.

    :ivar dismissed: users that may no longer call
    """

    def __init__(self) -> None:
        super().__init__()
        self.records: dict[Key, Record] = {}
        self.activities: dict[int, Activity] = {}
        self.dismissed: set[int] = set()

    def may_do(self, user: int, operation: str, key: Key) -> bool:
        """Whether a user may do something to a record; not when there is none."""
        return key in self.records and self.may(user, operation, self.records[key])

    def may_activity(self, user: int, operation: str, activity: int) -> bool:
        """Whether a user may do something to one of the records that an activity is bound to."""
        return any(self.may_do(user, operation, key) for key in self.activities[activity].bound)

    def visible(self, user: int, activity: int) -> list[Key]:
        """The bound records that a user may read."""
        return [key for key in self.activities[activity].bound if self.may_do(user, "READ", key)]

    # What is answered

    def records_of(self, user: int, type_id: int) -> list[Key] | None:
        """A list of records; None when the user may read none of the type, whatever there is."""
        if user != ADMIN and not self.level(user, "READ", type_id):
            return None
        return sorted(key for key in self.records if key[0] == type_id and self.may_do(user, "READ", key))

    def of_record(self, user: int, operation: str, key: Key) -> str:
        """A change or the end of a record."""
        if key not in self.records:
            return "NOT_FOUND"
        return OK if self.may_do(user, operation, key) else "ACCESS_DENIED"

    def of_new_activity(self, user: int, bound: list[Key]) -> str:
        """An activity of the first record, with communications of the others."""
        for key in bound:
            if key not in self.records:
                return f"Could not find '{code_of(key[0])}' with ID: {key[1]}"
            if not self.may_do(user, "WRITE", key):
                return "Access denied."
        return OK

    def of_plan(self, user: int, key: Key) -> str:
        """A universal activity of a record."""
        if key not in self.records:
            return "OWNER_NOT_FOUND"
        return OK if self.may_do(user, "WRITE", key) else "ACCESS_DENIED"

    def of_activity(self, user: int, activity: int) -> str:
        """A change or the end of an activity."""
        if activity not in self.activities:
            return "Activity is not found"
        return OK if self.may_activity(user, "WRITE", activity) else "Access denied."

    def of_adding(self, user: int, activity: int, key: Key) -> str:
        """A new binding."""
        refused = self._of_change(user, activity, key)
        if refused == OK and key in self.activities[activity].bound:
            return "ACTIVITY_IS_ALREADY_BOUND"
        if refused == OK and len(self.activities[activity].bound) >= LIMIT:
            return "BINDING_LIMIT_EXCEEDED"
        return refused

    def of_removing(self, user: int, activity: int, key: Key) -> str:
        """The end of a binding."""
        refused = self._of_change(user, activity, key)
        if refused == OK and key not in self.activities[activity].bound:
            return "BINDING_NOT_FOUND"
        if refused == OK and len(self.activities[activity].bound) == 1:
            return "LAST_BINDING_CANNOT_BE_DELETED"
        return refused

    def of_moving(self, user: int, activity: int, source: Key, target: Key) -> str:
        """A binding that is led to another record."""
        if activity not in self.activities:
            return "NOT_FOUND"
        if source not in self.records or target not in self.records:
            return "OWNER_NOT_FOUND"
        if source[0] != target[0]:
            return "SOURCE_AND_TARGET_ENTITY_TYPES_ARE_NOT_EQUAL_ERROR"
        if source == target:
            return "SOURCE_AND_TARGET_ENTITY_ID_ARE_EQUAL_ERROR"
        for key in (source, target):
            if self._of_change(user, activity, key) != OK:
                return "ACCESS_DENIED"
        bound = self.activities[activity].bound
        if target in bound:
            return "ACTIVITY_IS_ALREADY_BOUND"
        return OK if source in bound else "BINDING_NOT_FOUND"

    def of_bindings(self, user: int, activity: int) -> str:
        """The list of bindings."""
        if activity not in self.activities:
            return "NOT_FOUND"
        return OK if self.visible(user, activity) else "ACCESS_DENIED"

    def _of_change(self, user: int, activity: int, key: Key) -> str:
        if activity not in self.activities:
            return "NOT_FOUND"
        if key not in self.records:
            return "OWNER_NOT_FOUND"
        allowed = self.may_activity(user, "WRITE", activity) and self.may_do(user, "WRITE", key)
        return OK if allowed else "ACCESS_DENIED"

    # What is there afterwards

    def remove(self, activity: int, key: Key) -> None:
        """End a binding."""
        found = self.activities[activity]
        found.bound.remove(key)
        found.follow(key, found.bound[0])

    def move(self, activity: int, source: Key, target: Key) -> None:
        """Lead a binding to another record; it keeps its place."""
        found = self.activities[activity]
        found.bound[found.bound.index(source)] = target
        found.follow(source, target)

    def forget(self, key: Key) -> None:
        """End a record with its bindings, and the activities that were bound to it alone."""
        del self.records[key]
        for activity, found in list(self.activities.items()):
            if found.bound == [key]:
                del self.activities[activity]
            elif key in found.bound:
                self.remove(activity, key)
