"""A table is named in its owner's *_store.cpp and nowhere else; SQL stands in stores only."""
import re

from .floors import room_of
from .tree import Tree, is_test

CREATE = re.compile(r"^\s*CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)", re.IGNORECASE | re.MULTILINE)
NAMED = re.compile(r"\b(?:FROM|INTO|UPDATE|JOIN|TABLE|REFERENCES)\s+(\w+)")
STATEMENT = re.compile(
    r"^\s*(?:SELECT\b.*\bFROM\b|INSERT\s+INTO\b|UPDATE\s+\w+\s+SET\b|"
    r"DELETE\s+FROM\b|WITH\b.*\bSELECT\b)", re.DOTALL)
ROOM = re.compile(r"-- room: (\w+)\s*$")


def owners(tree: Tree) -> dict[str, str]:
    """Table → the room that owns it, from the migrations."""
    found: dict[str, str] = {}
    for path in tree.matching(".sql", under="migrations/"):
        room = ROOM.match(tree.text(path).split("\n", 1)[0])
        for table in CREATE.finditer(tree.text(path)):
            found[table[1]] = room[1] if room else "?"
    return found


def check(tree: Tree):
    rooms = {room_of(path) for path in tree.cpp()}
    for path in tree.matching(".sql", under="migrations/"):
        room = ROOM.match(tree.text(path).split("\n", 1)[0])
        if not room or room[1] not in rooms:
            yield path, 1, "the first line must be `-- room: NAME` and name a room of the house"
    owner_of = owners(tree)
    for path in tree.cpp():
        if is_test(path):
            continue
        room, store = room_of(path), path.endswith("_store.cpp")
        for line, literal in tree.strings(path):
            for table in NAMED.findall(literal.replace("\\n", " ")):
                owner = owner_of.get(table)
                if owner and (owner != room or not store):
                    yield path, line, f"names the table {table}: only a *_store.cpp of {owner} may"
            if "/features/" in path and not store and STATEMENT.match(literal):
                yield path, line, "SQL belongs into a *_store.cpp"
