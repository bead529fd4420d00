"""What each parameter of each method is, in a line: of the files beside, read when the reference is first asked for.

A file has patterns of methods, and below each the parameters of those methods with their lines::

    crm.deal.*  crm.lead.*
      id: Id of the {noun}.

A pattern is a name, or ends or begins with ``*``; methods of REST 3.0 have ``@v3`` at the end. Of several lines the one
whose pattern says most is taken: a name before the beginning of one, a longer beginning before a shorter one, a
beginning before an ending. In a line, ``{noun}`` is what the method is about (``nouns.txt``, else the last word before
the verb), and ``{fields}`` points to the method that describes the fields, if there is one.

Members of parameters, such as those of ``fields`` and ``filter``, are said in ``members.txt``: by the words of their
names, whichever method has them, for the same name means the same nearly everywhere.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent
_DESCRIBING = {False: ("fields", "getFields", "getfields"), True: ("field.list@v3",)}
"""The verbs that describe fields, by whether it is REST 3.0."""
_BESIDE = frozenset({"nouns.txt", "members.txt"})
"""Files of other forms."""
_HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|\W+")


class Line(NamedTuple):
    """What is said of a parameter.

    :param pattern: of the names of the methods that it is said for
    :param parameter: its name
    """

    pattern: str
    parameter: str
    text: str

    def rank(self, name: str) -> tuple[int, int] | None:
        """How much the pattern says of a method; None when it is not for it.

        :param name: in small letters, with its version
        """
        pattern = self.pattern.lower()
        if pattern == name:
            return 3, 0
        if pattern.endswith("*") and name.startswith(pattern[:-1]):
            return (2 if len(pattern) > 1 else 0), len(pattern)
        if pattern.startswith("*") and name.endswith(pattern[1:]):
            return 1, len(pattern)
        return None


def of(name: str, version: int, parameter: str) -> str:
    """What a parameter is; empty when nothing is said.

    :param name: the method's, as documented
    :param version: of the protocol, 2 or 3
    :param parameter: as documented
    """
    found = chosen(name, version, parameter)
    return "" if found is None else _filled(found.text, full(name, version))


def of_member(name: str, version: int, member: str) -> str:
    """What a member of a parameter is, at whatever depth; empty when nothing is said.

    :param name: the method's, as documented
    :param version: of the protocol, 2 or 3
    :param member: as documented
    """
    return _filled(members().get(words_of(member), ""), full(name, version))


@cache
def members() -> dict[str, str]:
    """What members are, by the words of their names."""
    lines = (_FOLDER / "members.txt").read_text(encoding="utf-8").splitlines()
    return {words: text for words, _, text in (line.partition(": ") for line in lines)}


def words_of(member: str) -> str:
    """The words of a name: those of ``xmlId`` are those of ``XML_ID``."""
    return " ".join(_HUMP.sub(" ", member).lower().replace("_", " ").replace(".", " ").split())


def chosen(name: str, version: int, parameter: str) -> Line | None:
    """The line for a parameter, as its file has it."""
    return _best(full(name, version), _by_parameter().get(parameter, ()))


def every() -> Iterator[Line]:
    """All lines, with their patterns."""
    for path in sorted(_FOLDER.glob("*.txt")):
        if path.name not in _BESIDE:
            yield from _read(path)


def full(name: str, version: int) -> str:
    """A method's name as patterns have it."""
    return f"{name}@v3" if version == 3 else name


def _best(name: str, lines: tuple[Line, ...]) -> Line | None:
    ranked = [(rank, line) for line in lines if (rank := line.rank(name.lower())) is not None]
    return max(ranked)[1] if ranked else None


def _read(path: Path) -> Iterator[Line]:
    patterns: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            parameter, _, text = line.strip().partition(": ")
            yield from (Line(pattern, parameter, text) for pattern in patterns)
        elif line:
            patterns = line.split()


@cache
def _by_parameter() -> dict[str, tuple[Line, ...]]:
    found: dict[str, tuple[Line, ...]] = {}
    for line in every():
        found[line.parameter] = (*found.get(line.parameter, ()), line)
    return found


@cache
def nouns() -> tuple[Line, ...]:
    """What methods are about, by patterns."""
    lines = (line.partition(": ") for line in (_FOLDER / "nouns.txt").read_text(encoding="utf-8").splitlines())
    return tuple(Line(pattern, "", noun) for pattern, _, noun in lines)


@cache
def _built() -> frozenset[str]:
    """The names of all methods that are built, with their versions."""
    lines = (line.split() for line in (_FOLDER.parent / "index.txt").read_text(encoding="utf-8").splitlines())
    return frozenset(f"{words[0]}@v3" if "v3" in words else words[0] for words in lines)


def _filled(text: str, name: str) -> str:
    if "{" not in text:
        return text
    prefix = name.removesuffix("@v3").rpartition(".")[0]
    said = _best(name, nouns())
    noun = said.text if said else re.sub("([A-Z])", r" \1", prefix.rpartition(".")[2]).lower().strip()
    beside = (f"{prefix}.{verb}" for verb in _DESCRIBING[name.endswith("@v3")])
    describing = next((each for each in beside if each in _built()), "").removesuffix("@v3")
    fields = f" {describing} has their names." if describing else ""
    return text.replace("{noun}", noun).replace("{fields}", fields)
