"""Every sentence stands in both languages with the same places for values; every key
that code says exists, and every key is said somewhere."""
import re

from .tree import Tree, is_test, line_at

LANGUAGES = ("zh-CN", "en")
LINE = re.compile(r"^([A-Za-z0-9_.-]+):\s*(.+?)\s*$")
PLACE = re.compile(r"\{(\w+)\}")
KEY = re.compile(r"^[a-z][a-z0-9_]*(?:\.[A-Za-z0-9_-]+)+$")
SAID = re.compile(
    r'\b(?:Refusal|Problem)\s*[({]\s*(?:Status::\w+\s*,\s*(?:\{\s*\{)?\s*)?"([^"]+)"'
    r'|\bsay\(\s*[\w.()>-]+\s*,\s*"([^"]+)"')
COMMENT_LINE = re.compile(r"^\s*(?://|\*|/\*)")
WEB_LITERAL = re.compile(r"""'([^'\n]*)'|"([^"\n]*)"|`([^`]*)`""")
WEB_SAID = re.compile(r"""(?<![\w.])t\(\s*['"]([^'"\n]+)['"]""")
NOT_WRITTEN = ("！", "提交成功", "操作成功")


def check(tree: Tree):
    books = {language: {} for language in LANGUAGES}
    for language in LANGUAGES:
        for path in tree.matching(".txt", under=f"words/{language}/"):
            yield from read(tree, path, books[language])
    yield from compare(books)
    keys = {key: entry for book in books.values() for key, entry in book.items()}
    yield from said_but_missing(tree, keys)
    yield from never_said(tree, keys)


def read(tree: Tree, path: str, book: dict):
    for number, line in enumerate(tree.text(path).split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = LINE.match(line)
        if not found:
            yield path, number, "is not `key: sentence`"
        elif found[1] in book:
            yield path, number, f"{found[1]} is said twice, first in {book[found[1]][0]}:{book[found[1]][1]}"
        else:
            book[found[1]] = (path, number, found[2])
            for words in NOT_WRITTEN:
                if words in found[2]:
                    yield path, number, f"{found[1]}: “{words}” is not how we write"


def compare(books: dict):
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        for key, (path, number, sentence) in books[language].items():
            if key not in books[other]:
                yield path, number, f"{key} has no sentence in {other}"
            elif language == LANGUAGES[0]:
                there_path, there, translated = books[other][key]
                if set(PLACE.findall(sentence)) != set(PLACE.findall(translated)):
                    yield there_path, there, f"{key}: the places for values differ from {path}:{number}"
                if path.rsplit("/", 1)[1] != there_path.rsplit("/", 1)[1]:
                    yield there_path, there, f"{key} stands in another file than {path}:{number}"


def web_files(tree: Tree) -> list[str]:
    return [path for path in tree.matching(".ts", ".vue", under="web/src/") if not is_test(path)]


def said_but_missing(tree: Tree, keys: dict):
    for path in tree.cpp():
        if is_test(path):
            continue
        text = tree.text(path)
        for found in SAID.finditer(text):
            key = found[1] or found[2]
            if not key.endswith(".") and key not in keys:
                yield path, line_at(text, found.start()), f"says {key}, which words/ does not have"
    for path in web_files(tree):
        for number, line in enumerate(tree.text(path).split("\n"), 1):
            for found in [] if COMMENT_LINE.match(line) else WEB_SAID.finditer(line):
                if not found[1].endswith(".") and KEY.match(found[1]) and found[1] not in keys:
                    yield path, number, f"says {found[1]}, which words/ does not have"


def never_said(tree: Tree, keys: dict):
    """A key counts as said if its text stands in code, or the beginning up to one of its dots, or, for a
    beginning or ending that code adds itself (route., action., .remedy), the rest."""
    whole, beginnings = set(), set()
    for path in tree.cpp():
        for _, literal in tree.strings(path):
            collect(literal, whole, beginnings)
    for path in web_files(tree):
        for found in WEB_LITERAL.finditer(tree.text(path)):
            collect(found[1] or found[2] or found[3] or "", whole, beginnings)
    for key, (path, number, _) in keys.items():
        dots = [i for i, letter in enumerate(key) if letter == "."]
        if key in whole or any(key[: i + 1] in beginnings for i in dots):
            continue
        if any(key[: i + 1] in ("route.", "action.") and key[i + 1 :] in whole for i in dots):
            continue
        if ".remedy" in whole and key.endswith(".remedy") and key.removesuffix(".remedy") in whole:
            continue
        yield path, number, f"{key} is said nowhere"


def collect(literal: str, whole: set, beginnings: set):
    if len(literal) > 400:
        return
    whole.add(literal)
    begins = re.match(r"([a-z][\w-]*(?:\.[\w-]+)*\.)(?:$|\$\{|\{)", literal)
    if begins:
        beginnings.add(begins[1])
    for part in re.findall(r"[a-z][\w-]*(?:\.[\w-]+)+", literal):
        whole.add(part)
    for part in re.findall(r"([a-z][\w-]*(?:\.[\w-]+)*\.)\$\{", literal):
        beginnings.add(part)
