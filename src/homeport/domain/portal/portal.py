"""A portal while it is served: its store and clock, its settings, and who may call it."""

import math
import threading
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import NamedTuple, TypeVar

import msgspec

from homeport.core.clock import Clock
from homeport.core.ctx import Actor, Application, Credential
from homeport.core.errors import (
    APPLICATION_NOT_FOUND,
    APPLICATION_NOT_INSTALLED,
    AUTHORIZATION_ERROR,
    EXPIRED_TOKEN,
    INSUFFICIENT_SCOPE,
    INVALID_CREDENTIALS,
    INVALID_TOKEN,
    METHOD_CONFIRM_DENIED,
    METHOD_CONFIRM_WAITING,
    OPERATION_TIME_LIMIT,
    OVERLOAD_LIMIT,
    USER_ACCESS_ERROR,
    USER_NOT_ALLOWED,
    CallError,
)
from homeport.domain.portal import generation, info, settings
from homeport.domain.portal.apps import apps, tokens
from homeport.domain.portal.calls import faults
from homeport.domain.portal.calls.faults import Fault, Firing
from homeport.domain.portal.credentials import webhooks
from homeport.domain.portal.credentials.codes import hash_code
from homeport.domain.portal.limits.buckets import Bucket, Buckets, OwnBuckets, SharedBuckets
from homeport.domain.portal.limits.operating import Operating, SharedOperating
from homeport.domain.portal.limits.plans import PLANS, Plan, Rate
from homeport.domain.portal.limits.rates import Limits
from homeport.domain.portal.people import users
from homeport.domain.portal.people.rights import rights_of
from homeport.domain.portal.settings import Settings
from homeport.domain.records.scopes import object_types
from homeport.store import Store, Transaction
from homeport.store.counters import Counters
from homeport.store.journal import Journal
from homeport.store.meters import Meters

T = TypeVar("T")

CACHED_CREDENTIALS = 10_000

_FAULTS = Bucket("faults", 0.0, math.inf)
"""Where the calls that a fault's rule matches are counted: nothing leaks."""


class State(NamedTuple):
    """What the operator has set, ready for use in every request.

    :param rate: the bucket for requests, or None
    :param operating: seconds a method may take in ten minutes, or None
    :param arrivals: the faults that strike on arrival; ``faults`` are the others
    :param guarded: whether something of the settings may refuse a request before it is read
    """

    settings: Settings
    plan: Plan
    rate: Rate | None
    operating: float | None
    arrivals: tuple[Fault, ...]
    faults: tuple[Fault, ...]
    member_id: str
    contents: Hashable
    guarded: bool


class ExpiredTokenError(CallError):
    """An access token whose time is over.

    :ivar whose: the credential that it was
    """

    def __init__(self, whose: Credential) -> None:
        super().__init__(EXPIRED_TOKEN.code, EXPIRED_TOKEN.text, EXPIRED_TOKEN.status)
        self.whose = whose


class Portal:
    """One portal.

    :param name: its host name, or ``default``
    :param key: the secret that credentials are hashed with, 32 bytes
    :param counters: where calls are counted, for all workers
    :param meters: where requests are counted, for operators
    :param journal: where requests are logged; None: nowhere
    :param public: whether strangers reach it
    """

    def __init__(
        self,
        name: str,
        store: Store,
        clock: Clock,
        key: bytes,
        counters: Counters,
        meters: Meters,
        journal: Journal | None = None,
        *,
        public: bool = False,
    ) -> None:
        self.name = name
        self.store = store
        self.clock = clock
        self.key = key
        self.meters = meters
        self.journal = journal
        self._counters = counters
        self._public = public
        self._known: _Known | None = None
        self._following = threading.Lock()

    async def read(self, job: Callable[[Transaction], T]) -> T:
        """Run a short job that reads in a turn of its own, with the settings as they are now."""

        def run() -> T:
            self.state()
            return job(self.store.reading())

        return await self.store.turn(run)

    def state(self) -> State:
        """The settings as they are now. To be asked first in each turn: clock and limits follow from it."""
        return self._as_seen_by(self.store.reading()).state

    def _as_seen_by(self, tx: Transaction) -> "_Known":
        """What is known of the generation that a transaction sees: it is asked once."""
        known: _Known | None = tx.known
        if known is None:
            current = generation.current(tx)
            known = self._known
            if known is None or known.generation != current or known.is_full():
                known = self._follow(tx, current)
            tx.known = known
        return known

    def _follow(self, tx: Transaction, current: int) -> "_Known":
        known = _Known(current, self._read_state(tx, current))
        with self._following:
            # where turns run in threads, this one may see less than another has seen already
            if self._known is None or current >= self._known.generation:
                self._take(known.state)
                self._known = known
        return known

    def _read_state(self, tx: Transaction, current: int) -> State:
        found = settings.read(tx)
        if self._public:
            found = msgspec.structs.replace(found, **settings.PUBLIC)
        plan = PLANS[found.plan]
        member_id = info.member_id_of(tx)
        rules = faults.listed(tx)
        arrivals = tuple(each for each in rules if each.rule.when == "arrival")
        refuses = found.switched_off or found.require_https or found.subscription == "ended" or not plan.rest
        return State(
            settings=found,
            plan=plan,
            rate=_rate(found, plan),
            operating=_operating(found, plan),
            arrivals=arrivals,
            faults=tuple(each for each in rules if each.rule.when != "arrival"),
            member_id=member_id,
            contents=(self.name, member_id, current // info.LEAP),
            guarded=refuses or bool(arrivals),
        )

    def _take(self, state: State) -> None:
        if self._known is None or state.contents != self._known.state.contents:
            self._buckets = self._buckets_of(state.contents)
            self.limits = Limits(self._buckets)
            self._operating = Operating(self._counters, state.contents)
        tallies = self.store.tallies if state.operating is not None else None
        operating = self._operating if tallies is None else SharedOperating(tallies, state.contents, self._operating)
        self.bills_together = tallies is not None
        self.bill = operating.bill
        self.spent = operating.spent
        self.bills_from = state.settings.operating_threshold
        self.clock.state = state.settings.clock
        self.insufficient_scope = replace(INSUFFICIENT_SCOPE, status=state.settings.insufficient_scope)
        self.bills_commands = state.settings.batch_billing == "commands"
        kept = state.settings.answer_bytes
        self.answer_bytes = 0 if self.journal is None or kept == "off" else kept

    def _buckets_of(self, contents: Hashable) -> Buckets:
        tallies = self.store.tallies
        return OwnBuckets(self._counters, contents) if tallies is None else SharedBuckets(tallies, contents)

    def webhook(self, user_id: int, code: str) -> Credential:
        """The credential of a webhook call, from a cache that is dropped whenever people or credentials change.

        :raises CallError: ``INVALID_CREDENTIALS`` when there is no such webhook, it has expired, or its user was
            dismissed; ``OVERLOAD_LIMIT`` when it was blocked
        """
        hashed = hash_code(self.key, code)
        tx = self.store.reading()
        known = self._as_seen_by(tx).webhooks
        found = known.get((user_id, hashed))
        if found is None:
            found = known[user_id, hashed] = self._find_webhook(tx, user_id, hashed)
        credential, expires = found
        if expires is not None and self.clock.stamp() >= expires:
            raise INVALID_CREDENTIALS()
        return credential

    def _find_webhook(self, tx: Transaction, user_id: int, hashed: str) -> tuple[Credential, str | None]:
        webhook = webhooks.find(tx, user_id, hashed)
        if webhook is None:
            raise INVALID_CREDENTIALS()
        if not webhook.active:
            raise USER_NOT_ALLOWED()
        if webhook.blocked:
            raise OVERLOAD_LIMIT()
        return Credential(f"webhook:{webhook.id}", actor_of(tx, user_id), webhook.scopes), webhook.expires

    def token(self, token: str) -> Credential:
        """The credential of an access token, from the same cache.

        :raises CallError: ``invalid_token``, ``expired_token``; ``authorization_error`` when its user was dismissed;
            ``APPLICATION_NOT_FOUND`` when the application was uninstalled, ``ERROR_OAUTH`` once the token has expired;
            ``user_access_error`` when the application is closed to its user; ``OVERLOAD_LIMIT`` when it was blocked
        """
        hashed = hash_code(self.key, token)
        tx = self.store.reading()
        known = self._as_seen_by(tx).tokens
        found = known.get(hashed)
        if found is None:
            found = known[hashed] = self._find_token(tx, hashed)
        credential, expires = found
        if self.clock.now() >= expires:
            raise ExpiredTokenError(credential)
        return credential

    def _find_token(self, tx: Transaction, hashed: str) -> tuple[Credential, float]:
        found = tokens.find(tx, hashed)
        if found is None:
            raise INVALID_TOKEN()
        app = apps.find(tx, found.app_id)
        if app is None:
            raise (APPLICATION_NOT_FOUND if self.clock.now() < found.expires else APPLICATION_NOT_INSTALLED)()
        if not users.is_active(tx, found.user_id):
            raise AUTHORIZATION_ERROR()
        if app.blocked:
            raise OVERLOAD_LIMIT()
        actor = actor_of(tx, found.user_id)
        if not (apps.is_open_to(tx, app, found.user_id) and (app.installed or actor.is_admin)):
            raise USER_ACCESS_ERROR()
        application = Application(app.id, app.client_id, found.id, tokens.confirmations(tx, found.id))
        return Credential(f"app:{app.id}", actor, found.scopes, application), found.expires

    def admit(self, credential: Credential, method: str) -> None:
        """Refuse a method that has run too long for a credential.

        :raises CallError: ``OPERATION_TIME_LIMIT``
        """
        assert self._known is not None
        limit = self._known.state.operating
        if limit is not None and self.spent(credential.key, method, self.clock.now())[0] > limit:
            raise OPERATION_TIME_LIMIT()

    def confirm(self, application: Application, method: str) -> None:
        """Let an administrator's word decide whether an application may call a method that needs it.

        :raises CallError: ``METHOD_CONFIRM_WAITING``, ``METHOD_CONFIRM_DENIED``
        """
        answer = application.confirmed.get(method)
        if answer is None:
            self.store.write_soon(lambda tx: tokens.ask_confirmation(tx, application.token_id, method))
        if not answer:
            raise METHOD_CONFIRM_WAITING()
        if answer != "Y":
            raise METHOD_CONFIRM_DENIED()

    def fault(self, method: str, credential: str) -> Firing | None:
        """Which faults a call meets, when a test has asked for any."""
        assert self._known is not None
        rules = self._known.state.faults
        return faults.fire(self._count_fault, rules, method, credential) if rules else None

    def fault_on_arrival(self, method: str) -> Firing | None:
        """Which faults a request meets before it is known who sends it."""
        assert self._known is not None
        return faults.fire(self._count_fault, self._known.state.arrivals, method, "")

    def _count_fault(self, fault_id: int) -> int:
        return int(self._buckets.pour(_FAULTS, str(fault_id), 1, 0.0) or 0)


class _Known:
    """What is kept of a portal as it is in one generation.

    Credentials are kept by the hash of their code or token: they themselves are kept nowhere.
    """

    __slots__ = ("generation", "state", "tokens", "webhooks")

    def __init__(self, generation: int, state: State) -> None:
        self.generation = generation
        self.state = state
        self.webhooks: dict[tuple[int, str], tuple[Credential, str | None]] = {}
        self.tokens: dict[str, tuple[Credential, float]] = {}

    def is_full(self) -> bool:
        """Whether as many credentials are kept as may be."""
        return len(self.webhooks) + len(self.tokens) > CACHED_CREDENTIALS


def _rate(found: Settings, plan: Plan) -> Rate | None:
    limit = found.rate_limit
    if limit == "plan":
        return plan.rate
    return None if limit == "off" else Rate(limit.bucket, limit.leak)


def _operating(found: Settings, plan: Plan) -> float | None:
    limit = found.operating_limit
    if limit == "plan":
        return plan.operating
    return None if limit == "off" else limit


def actor_of(tx: Transaction, user_id: int) -> Actor:
    """A user with the rights that the roles give."""
    return Actor(user_id, rights_of(tx, user_id, object_types(tx)), users.is_employee(tx, user_id))
