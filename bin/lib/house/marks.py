"""What must not be committed: work left for later, tests or checks switched off, one machine's paths."""
import re

from .tree import Tree

# Spelled in two halves, so that this file keeps its own rule.
MARKS = {
    r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b": "work left for later",
    r"\bGTEST_" r"SKIP\b|\bDISAB" r"LED_\w|\bx(?:it|describe)\("
    r"|\b(?:it|test|describe|suite|step|t)\.(?:sk" r"ip|on" r"ly|to" r"do)\(":
        "a test switched off",
    r"\bNOL" r"INT|@ts-(?:ig" r"nore|nocheck|expect-error)|eslint-dis" r"able": "a check silenced",
    r"/wo" r"rk/(?:main|shared)\b|\.\./sha" r"red\b": "a path of one machine",
    r"^(?:<{7}|>{7}|={7})(?: |$)": "an unfinished merge",
}
TEXT = (".cpp", ".h", ".ts", ".vue", ".mjs", ".js", ".css", ".html", ".py", ".sh", ".cmake", ".sql", ".md",
        ".txt", ".yaml", ".yml", ".json")


def check(tree: Tree):
    patterns = {re.compile(pattern): what for pattern, what in MARKS.items()}
    for path in tree.files:
        if not (path.endswith(TEXT) or path.startswith("bin/")) or path.endswith("package-lock.json"):
            continue
        for number, line in enumerate(tree.text(path).split("\n"), 1):
            for pattern, what in patterns.items():
                found = pattern.search(line)
                if found:
                    yield path, number, f"{found[0].strip()}: {what}"
