"""A file includes only what stands on a lower floor, a feature only what its CMake line declares."""
import re

from .tree import Tree, is_test, line_at

FLOOR = {"base": 0, "db": 1, "matching": 1, "documents": 1, "journal": 2, "http": 3, "demo": 5, "app": 6}
FEATURE_FLOOR = 4
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+"([^"]+)"', re.MULTILINE)
DECLARED = re.compile(r"^lianghu_(room|feature)\((\w+)\s+USES\s+([^)]*)\)", re.MULTILINE)
# Headers that only their own room may see; *_api.h is for app, which gathers the routes.
INNER = ("_store.h", "_file.h", "_detail.h")


def room_of(path: str) -> str | None:
    parts = path.removeprefix("src/").split("/")
    if parts[0] == "features" and len(parts) > 2:
        return parts[1]
    return parts[0] if parts[0] in FLOOR and len(parts) > 1 else None


def check(tree: Tree):
    declared, breaches = read_declarations(tree)
    yield from breaches
    for path in tree.cpp():
        room = room_of(path)
        if room is None:
            if path != "src/main.cpp":
                yield path, 1, "lies in no room of the house"
            continue
        for include in INCLUDE.finditer(tree.text(path)):
            what = judge(path, room, include[1], declared)
            if what:
                yield path, line_at(tree.text(path), include.start()), what


def read_declarations(tree: Tree):
    """Room → all it may use, directly or through others; and what is wrong with the declarations."""
    uses: dict[str, set[str]] = {}
    breaches = []
    text = tree.text("CMakeLists.txt")
    for found in DECLARED.finditer(text):
        name, words = found[2], found[3].split()
        stop = next((i for i, word in enumerate(words) if word in ("EMBEDS", "FOLDER")), len(words))
        uses[name] = set()
        for used in words[:stop]:
            if "::" in used:
                continue
            if used not in uses or used == name:
                breaches.append(("CMakeLists.txt", line_at(text, found.start()),
                                 f"{name} uses {used}, which does not stand before it"))
                continue
            uses[name] |= {used} | uses[used]
    return uses, breaches


def floor(room: str) -> int:
    return FLOOR.get(room, FEATURE_FLOOR)


def judge(path: str, room: str, header: str, declared: dict[str, set[str]]) -> str | None:
    target = room_of("src/" + header)
    if target is None or target == room:
        return None
    if floor(target) > floor(room) or (floor(target) == floor(room) and floor(room) != FEATURE_FLOOR):
        return f"{room} includes {header}, which is not on a lower floor"
    if target not in declared.get(room, set()):
        return f"{room} includes {header}, but its line in CMakeLists.txt does not use {target}"
    if header.startswith("features/"):
        if header.endswith(INNER):
            return f"{header} is inside {target}: include its front door"
        if header.endswith("_api.h") and room != "app" and not is_test(path):
            return f"{header} is for app, which gathers the routes"
    knows_http = path.endswith(("_api.cpp", "_api.h")) or is_test(path)
    if target == "http" and floor(room) == FEATURE_FLOOR and not knows_http:
        return f"includes {header}: only *_api.cpp knows HTTP"
    return None
