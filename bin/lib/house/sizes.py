"""Files under 400 lines, functions under 70, lines of at most 110 characters."""
import re

from .tree import Tree, line_at

FILE_LINES, FUNCTION_LINES, LINE_CHARACTERS = 400, 70, 110
CODE = (".cpp", ".h", ".ts", ".vue", ".mjs", ".js", ".py", ".sh", ".cmake", ".sql", "CMakeLists.txt")
TYPE_HEAD = re.compile(r"\b(class|struct|union|enum)\b[^()]*$")
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)
SCRIPT_FUNCTION = re.compile(r"^( *)(?:export (?:default )?)?(?:async )?(?:function\b.*|.*=> )\{$")
PYTHON_FUNCTION = re.compile(r"^( *)def (\w+)")


def check(tree: Tree):
    for path in tree.files:
        if not is_code(tree, path):
            continue
        lines = tree.text(path).split("\n")
        count = len(lines) - (not lines[-1])
        if count >= FILE_LINES:
            yield path, count, f"{count} lines; a file has fewer than {FILE_LINES}"
        for number, line in enumerate(lines, 1):
            if len(line) > LINE_CHARACTERS and not re.search(r"https?://\S{60}", line):
                yield path, number, f"{len(line)} characters; a line has at most {LINE_CHARACTERS}"
        for name, start, length in functions(tree, path, lines):
            if length >= FUNCTION_LINES:
                yield path, start, f"{name}: {length} lines; a function has fewer than {FUNCTION_LINES}"


def is_code(tree: Tree, path: str) -> bool:
    if path.endswith(CODE):
        return not path.endswith(".d.ts")
    return path.startswith("bin/") and "." not in path and tree.text(path).startswith("#!")


def functions(tree: Tree, path: str, lines: list[str]):
    if path.endswith((".cpp", ".h")):
        return cpp_functions(tree.bare(path))
    if path.endswith(".test.ts"):
        return []  # a describe() is a list of tests, not one function
    if path.endswith(".py") or lines[0].endswith("python3"):
        return indented(lines, PYTHON_FUNCTION, None)
    return indented(lines, SCRIPT_FUNCTION, "}")


def cpp_functions(text: str):
    """Name, first line and length of every function body that is not inside another one."""
    text = DIRECTIVE.sub(lambda found: "\n" * found[0].count("\n"), text)
    open_blocks: list[tuple[str, int]] = []  # kind and where its head began
    head = 0
    for found in re.finditer(r"[{};]", text):
        mark, at = found[0], found.start()
        inside = any(kind == "function" for kind, _ in open_blocks)
        if mark == "{":
            words = text[head:at]
            outer = "namespace" in words or 'extern ""' in words or TYPE_HEAD.search(words)
            kind = "block" if inside or outer or "(" not in words else "function"
            open_blocks.append((kind, head + len(words) - len(words.lstrip())))
        elif mark == "}" and open_blocks:
            kind, start = open_blocks.pop()
            if kind == "function":
                first = line_at(text, start)
                name = re.search(r"([\w:~]+)\s*\(", text[start:at])
                yield name[1] if name else "function", first, line_at(text, at) - first + 1
        if not any(kind == "function" for kind, _ in open_blocks):
            head = at + 1


def indented(lines: list[str], head: re.Pattern, closing: str | None):
    """Functions by their indentation, which the formatter keeps."""
    for number, line in enumerate(lines):
        found = head.match(line)
        if not found:
            continue
        indent, end, last = found[1], number + 1, number
        while end < len(lines):
            later = lines[end]
            if closing is None and later.strip() and not later.startswith((indent + " ", indent + ")")):
                break
            if closing is not None and later.startswith(indent + closing):
                last = end
                break
            last = end if later.strip() else last
            end += 1
        yield line.strip()[:50], number + 1, last - number + 1
