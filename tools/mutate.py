"""Change the modules that decide who may do what, one place at a time, and see whether a test notices.

``python -m tools.mutate`` tries every change, names those that no test noticed, and fails when there are more than
one in ten. ``python -m tools.mutate homeport.domain.crm.access`` does one module.

A change is made in memory, in a process forked for it; files stay as they are.
"""

import argparse
import ast
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
KILLED = 0.9
"""How many of the changes tests must notice."""
JOBS = 2
PATIENCE = 10
"""A change that makes tests take so many times as long is noticed, too."""
SAMPLE_SECONDS = 600.0


class Target(NamedTuple):
    """A module, and what tests it.

    :param tests: files, the quickest first
    :param left: what stands in lines whose change changes no answer: how much is kept, or how long; short ways
    """

    module: str
    tests: tuple[str, ...]
    left: tuple[str, ...] = ()


_ACCESS = (
    "tests/methods/test_binding.py",
    "tests/methods/test_record_access.py",
    "tests/methods/test_timeline_comment.py",
    "tests/methods/test_timeline_notes.py",
    "tests/stateful/test_access.py",
)
_LIMITS = ("tests/wire/test_limits.py", "tests/wire/test_clock_steps_back.py")
_HOSTS = "tests/postgresql/test_hosts.py"
TARGETS = (
    Target("homeport.domain.crm.access", _ACCESS, ("SHAPES", "scans")),
    Target("homeport.domain.portal.people.rights", _ACCESS),
    Target(
        "homeport.domain.crm.activity.bindings",
        ("tests/methods/test_binding.py", "tests/methods/test_activity.py", "tests/stateful/test_races.py"),
        ("SHAPES",),
    ),
    Target(
        "homeport.domain.portal.limits.rates", ("tests/unit/test_rates.py", *_LIMITS, "tests/oauth/test_sign_in.py")
    ),
    Target(
        "homeport.domain.portal.limits.buckets",
        ("tests/unit/test_buckets.py", *_LIMITS, _HOSTS),
        ("MAX_POURED", "_SECONDS = ", "time.monotonic() <", "time.monotonic() >"),
    ),
    Target(
        "homeport.domain.portal.limits.operating",
        ("tests/unit/test_operating.py", *_LIMITS, _HOSTS),
        ("if not (opened and not", "if not count or (_in"),
    ),
)

_SWAPPED: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
}
_DECLARING = ("annotation", "returns", "decorator_list", "bases")
"""What says what a thing is, and not what is done."""
_RENAMED = {"and_": "or_", "or_": "and_", "true": "false", "false": "true", "max": "min", "min": "max", "any": "all"}


class Change(NamedTuple):
    """One changed place.

    :param code: the whole module with it
    """

    module: str
    line: int
    before: str
    after: str
    code: CodeType

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.before} -> {self.after}"


def changes(target: Target) -> list[Change]:
    """Every change of a module, in the order of its lines."""
    path = path_of(target.module)
    source = path.read_text()
    tree, lines = ast.parse(source), source.splitlines()
    found = []
    for holder, field, place, old, new in _edits(tree):
        line = getattr(old, "lineno", getattr(holder, "lineno", 0))
        if any(word in lines[line - 1] for word in target.left):
            continue
        before = _text(holder, old)
        _put(holder, field, place, new)
        code = compile(ast.fix_missing_locations(tree), str(path), "exec")
        found.append(Change(target.module, line, before, _text(holder, new), code))
        _put(holder, field, place, old)
    return sorted(found, key=lambda change: change.line)


def path_of(module: str) -> Path:
    """The file of a module."""
    return ROOT / "src" / Path(*module.split(".")).with_suffix(".py")


Edit = tuple[ast.AST, str, int | None, ast.AST, ast.AST]


def _edits(tree: ast.AST) -> Iterator[Edit]:
    """What can be changed: where, what is there, and what instead."""
    waiting = [tree]
    while waiting:
        holder = waiting.pop()
        for field, value in ast.iter_fields(holder):
            if field in _DECLARING or (isinstance(holder, ast.ClassDef) and field == "keywords"):
                continue
            for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(child, ast.AST) and not _is_text_alone(child):
                    waiting.append(child)
                    for new in _instead_of_word(child) if _is_stored_word(holder) else _instead(child):
                        yield holder, field, place, child, new


def _is_text_alone(node: ast.AST) -> bool:
    """A docstring; and the texts of errors, which other tests read from the documentation."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _name(node.value) == "ErrorKind"


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _instead(node: ast.AST) -> Iterator[ast.AST]:
    for other in _SWAPPED.get(type(node), ()):
        yield other()
    match node:
        case ast.UnaryOp(op=ast.Not() | ast.Invert(), operand=operand):
            yield operand
        case ast.Name(id=name, ctx=ast.Load()) if name in _RENAMED:
            yield ast.Name(_RENAMED[name], ast.Load())
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield ast.Constant(value + 1)
        case ast.Return(value=ast.AST()):
            yield ast.Return(ast.Constant(None))
        case ast.If(test=test, body=body, orelse=orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.Expr(value=ast.Call()) | ast.Raise() | ast.AugAssign():
            yield ast.Pass()


def _is_stored_word(node: ast.AST) -> bool:
    """Whether it is a word that a statement compares with; other texts are names."""
    return isinstance(node, ast.Call) and _name(node) == "constant"


def _instead_of_word(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield ast.Constant(node.value + "x")


def _put(holder: ast.AST, field: str, place: int | None, node: ast.AST) -> None:
    if place is None:
        setattr(holder, field, node)
    else:
        getattr(holder, field)[place] = node


def _text(holder: ast.AST, node: ast.AST) -> str:
    if isinstance(node, ast.cmpop | ast.boolop | ast.operator):
        return f"{type(node).__name__} in `{ast.unparse(holder)[:80]}`"
    return f"`{ast.unparse(node).splitlines()[0][:80]}`"


class _Loader(SourceFileLoader):
    code: CodeType

    def get_code(self, fullname: str) -> CodeType:
        return self.code


class _Finder:
    """Finds a module with a change in it."""

    def __init__(self, change: Change) -> None:
        self._change = change

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name != self._change.module:
            return None
        loader = _Loader(name, str(path_of(name)))
        loader.code = self._change.code
        return importlib.util.spec_from_file_location(name, loader.path, loader=loader)


def start(tests: Sequence[str], change: Change | None) -> int:
    """Run tests in a process of their own, with a change or with none; its id."""
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        _test(tests, change)
    return child


def _test(tests: Sequence[str], change: Change | None) -> None:
    """Run tests in this process, and end it."""
    status = 3
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (1, 2):
            os.dup2(silence, stream)
        if change is not None:
            sys.meta_path.insert(0, _Finder(change))
        status = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--assert=plain", *tests]))
    finally:
        os._exit(status)


def seconds_of(target: Target) -> float:
    """How long a module's tests take with the module as it is."""
    begun = time.monotonic()
    if os.waitpid(start(target.tests, None), 0)[1]:
        raise SystemExit(f"the tests of {target.module} do not pass as it is")
    return time.monotonic() - begun


def survivors(target: Target, tried: Sequence[Change], patience: float) -> list[Change]:
    """The changes that no test noticed.

    :param patience: seconds after which tests need go on no longer
    """
    left: list[Change] = []
    waiting, running = list(tried[::-1]), dict[int, tuple[Change, float]]()
    while waiting or running:
        while waiting and len(running) < JOBS:
            change = waiting.pop()
            running[start(target.tests, change)] = change, time.monotonic()
        for child, (tested, since) in list(running.items()):
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                del running[child]
                left += [tested] if status == 0 else []
            elif time.monotonic() - since > patience:
                os.killpg(child, signal.SIGKILL)
        time.sleep(0.02)
    return left


def main(arguments: Sequence[str]) -> int:
    """Try every change of the modules that are named, else of all; 1 when too many went unnoticed.

    ``--sample N`` tries N of each module, always the same ones, beside a run of the tests that shows that they pass.
    """
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--sample", type=int, default=0)
    wanted = parser.parse_args(arguments)
    os.chdir(ROOT)
    sys.dont_write_bytecode = True  # what is kept of a file is the file as it stands
    failed = False
    for target in TARGETS:
        if wanted.modules and target.module not in wanted.modules:
            continue
        tried = changes(target)
        if wanted.sample:
            tried = tried[:: len(tried) // wanted.sample][: wanted.sample]
            patience = SAMPLE_SECONDS
        else:
            patience = 30 + PATIENCE * seconds_of(target)
        left = survivors(target, tried, patience)
        share = 1 - len(left) / len(tried)
        print(f"{target.module}: {len(tried)} changes, {share:.1%} noticed", flush=True)
        for change in left:
            print(f"  not noticed: {change}", flush=True)
        failed |= share < KILLED
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
