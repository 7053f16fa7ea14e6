"""The files of a tree, and C++ text taken apart far enough for the rules."""
import os
import re
from functools import lru_cache
from pathlib import Path

SKIPPED = {".git", "build", "node_modules", "dist", "var", "fixtures", "__pycache__"}
# A C++ token that may hide braces or quotes: raw string, string, character, comment.
TOKEN = re.compile(
    r'R"(?P<tag>[^\s()\\]{0,16})\((?P<raw>.*?)\)(?P=tag)"'
    r'|"(?P<text>(?:\\.|[^"\\\n])*)"'
    r"|(?P<char>(?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])+')"
    r"|(?P<comment>//[^\n]*|/\*.*?\*/)",
    re.DOTALL,
)


class Tree:
    def __init__(self, root: Path):
        self.root = Path(root)
        self.files = sorted(self._walk())

    def _walk(self):
        for folder, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if name not in SKIPPED]
            for name in names:
                yield str((Path(folder) / name).relative_to(self.root))

    @lru_cache(maxsize=None)
    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def matching(self, *endings: str, under: str = "") -> list[str]:
        return [path for path in self.files if path.startswith(under) and path.endswith(endings)]

    def cpp(self) -> list[str]:
        return self.matching(".cpp", ".h", under="src/")

    @lru_cache(maxsize=None)
    def strings(self, path: str) -> list[tuple[int, str]]:
        """The string literals of a C++ file with their lines; neighbours that the compiler joins are one."""
        found: list[tuple[int, str]] = []
        text, end = self.text(path), -1
        for token in TOKEN.finditer(text):
            literal = token["raw"] if token["raw"] is not None else token["text"]
            if literal is None:
                continue
            between = TOKEN.sub(blank, text[end : token.start()]) if end >= 0 else "x"
            if found and not between.strip():
                found[-1] = (found[-1][0], found[-1][1] + literal)
            else:
                found.append((line_at(text, token.start()), literal))
            end = token.end()
        return found

    @lru_cache(maxsize=None)
    def bare(self, path: str) -> str:
        """A C++ file without comments and without what its literals say; lines and columns stay."""
        return TOKEN.sub(blank, self.text(path))


def blank(token: re.Match) -> str:
    spaces = re.sub(r"[^\n]", " ", token[0])
    return spaces if token["comment"] is not None else '""' + spaces[2:]


def line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def is_test(path: str) -> bool:
    return path.endswith(("_test.cpp", "_test.h", ".test.ts")) or path.startswith("tests/")
