#!/usr/bin/env python3
"""bin/house tried on planted breaches: they are put into a copy of this tree, each into files of its own, and
each must be named by its rule and its file."""
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HOUSE = ROOT / "bin" / "house"

TABLE = """-- room: plaques
CREATE TABLE planted (
  village_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
%s
);
"""
KEY = "  PRIMARY KEY (village_id, id)"
SWITCHED_OFF = "GTEST" + "_SKIP"
LATER = "TO" + "DO"

# What is planted: (path, text), … and what bin/house must then say: path, rule, a part of its sentence.
PLANTED = {
    "a lower floor includes a higher one": (
        [("src/base/planted.h", '#include "db/db.h"\n')],
        "src/base/planted.h", "floors", "not on a lower floor"),
    "rooms of one floor include each other": (
        [("src/matching/planted.cpp", '  #  include "documents/csv_reader.h"\n')],
        "src/matching/planted.cpp", "floors", "not on a lower floor"),
    "a feature uses another that it does not declare": (
        [("src/features/plaques/planted.cpp", '#include "features/pledges/pledges.h"\n')],
        "src/features/plaques/planted.cpp", "floors", "does not use pledges"),
    "a feature looks into another one's store": (
        [("src/features/pledges/planted.cpp", '#include "features/plaques/plaques_store.h"\n')],
        "src/features/pledges/planted.cpp", "floors", "front door"),
    "a feature includes another one's routes": (
        [("src/features/pledges/planted.cpp", '#include "features/plaques/plaques_api.h"\n')],
        "src/features/pledges/planted.cpp", "floors", "for app"),
    "a rule knows HTTP": (
        [("src/features/plaques/planted.cpp", '#include "http/call.h"\n')],
        "src/features/plaques/planted.cpp", "floors", "only *_api.cpp"),
    "a file in no room": (
        [("src/planted/planted.cpp", "int planted = 1;\n")],
        "src/planted/planted.cpp", "floors", "no room"),
    "a circle among the features": (
        [("CMakeLists.txt", "lianghu_feature(one USES two)\nlianghu_feature(two USES one)\n")],
        "CMakeLists.txt", "floors", "does not stand before it"),
    "a table named outside its owner": (
        [("migrations/9001_planted.sql", TABLE % KEY),
         ("src/features/pledges/planted_store.cpp", 'const char* sql = "SELECT id FROM "\n    "planted";\n')],
        "src/features/pledges/planted_store.cpp", "tables", "only a *_store.cpp of plaques"),
    "a table named in a raw string": (
        [("migrations/9001_planted.sql", TABLE % KEY),
         ("src/demo/planted.cpp", 'const char* sql = R"sql(\n  DELETE\n  FROM planted)sql";\n')],
        "src/demo/planted.cpp", "tables", "names the table planted"),
    "SQL outside a store": (
        [("src/features/plaques/planted.cpp", 'const char* sql = "INSERT INTO anything (id) VALUES (?)";\n')],
        "src/features/plaques/planted.cpp", "tables", "*_store.cpp"),
    "a migration without its room": (
        [("migrations/9001_planted.sql", "-- about plaques\n")],
        "migrations/9001_planted.sql", "tables", "first line"),
    "a primary key without the village": (
        [("migrations/9001_planted.sql", TABLE % "  PRIMARY KEY (id)")],
        "migrations/9001_planted.sql", "storage", "PRIMARY KEY must include village_id"),
    "a unique constraint without the village": (
        [("migrations/9001_planted.sql", TABLE % ("  serial TEXT NOT NULL UNIQUE,\n" + KEY))],
        "migrations/9001_planted.sql", "storage", "UNIQUE must include village_id"),
    "a unique index without the village": (
        [("migrations/9001_planted.sql", TABLE % KEY + "CREATE UNIQUE INDEX planted_id ON planted (id);\n")],
        "migrations/9001_planted.sql", "storage", "unique index"),
    "a foreign key without the village": (
        [("migrations/9001_planted.sql", TABLE % KEY),
         ("migrations/9002_planted.sql", TABLE.replace("planted", "other") % (
             "  planted_id BIGINT NOT NULL REFERENCES planted (id),\n" + KEY))],
        "migrations/9002_planted.sql", "storage", "foreign key to planted"),
    "a number that the database makes": (
        [("migrations/9001_planted.sql", TABLE % ("  n BIGSERIAL,\n" + KEY))],
        "migrations/9001_planted.sql", "storage", "BIGSERIAL"),
    "a time that the database makes": (
        [("migrations/9001_planted.sql", TABLE % ("  at BIGINT NOT NULL DEFAULT (now()),\n" + KEY))],
        "migrations/9001_planted.sql", "storage", "now("),
    "a trigger": (
        [("migrations/9001_planted.sql", "-- room: plaques\nCREATE TRIGGER one AFTER INSERT ON plaques;\n")],
        "migrations/9001_planted.sql", "storage", "TRIGGER"),
    "SQL of one engine": (
        [("src/features/plaques/planted_store.cpp", 'const char* sql = "SELECT 1 FOR UPDATE";\n')],
        "src/features/plaques/planted_store.cpp", "storage", "FOR UPDATE"),
    "a file too long": (
        [("src/base/planted.cpp", "// line\n" * 400)],
        "src/base/planted.cpp", "sizes", "400 lines"),
    "a function too long": (
        [("src/base/planted.cpp",
          "namespace {\nint planted(int a) {\n" + "  a += '{';\n" * 68 + "}\n}\n")],
        "src/base/planted.cpp", "sizes", "planted: 70 lines"),
    "a function of the web app too long": (
        [("web/src/planted.ts", "export function planted() {\n" + "  again();\n" * 68 + "}\n")],
        "web/src/planted.ts", "sizes", "70 lines"),
    "a line too long": (
        [("src/base/planted.cpp", "// " + "宽" * 108 + "\n")],
        "src/base/planted.cpp", "sizes", "111 characters"),
    "a sentence in one language": (
        [("words/zh-CN/planted.txt", "planted.alone: 一句话\n")],
        "words/zh-CN/planted.txt", "words", "no sentence in en"),
    "a value that one language forgets": (
        [("words/zh-CN/planted.txt", "planted.value: 一共 {count} 户\n"),
         ("words/en/planted.txt", "planted.value: some\n")],
        "words/en/planted.txt", "words", "places for values differ"),
    "a sentence said twice": (
        [("words/en/planted.txt", "planted.twice: one\nplanted.twice: two\n")],
        "words/en/planted.txt", "words", "said twice"),
    "a sentence that nobody says": (
        [("words/zh-CN/planted.txt", "planted.mute: 一句话\n"),
         ("words/en/planted.txt", "planted.mute: a sentence\n")],
        "words/en/planted.txt", "words", "said nowhere"),
    "a refusal without a sentence": (
        [("src/features/plaques/planted.cpp", 'throw Refusal(Status::conflict, "planted.refused");\n')],
        "src/features/plaques/planted.cpp", "words", "planted.refused"),
    "a screen without its sentence": (
        [("web/src/Planted.vue", "<template><p>{{ t('planted.shown') }}</p></template>\n")],
        "web/src/Planted.vue", "words", "planted.shown"),
    "an exclamation mark": (
        [("words/zh-CN/planted.txt", "planted.loud: 办好了！\n")],
        "words/zh-CN/planted.txt", "words", "not how we write"),
    "work left for later": (
        [("src/base/planted.cpp", f"// {LATER}: the rest\n")],
        "src/base/planted.cpp", "marks", "left for later"),
    "a test switched off": (
        [("src/base/planted_test.cpp", f"TEST(A, b) {{ {SWITCHED_OFF}(); }}\n")],
        "src/base/planted_test.cpp", "marks", "switched off"),
    "a browser test switched off": (
        [("web/src/planted.test.ts", "it.sk" + "ip('shows', () => {});\n")],
        "web/src/planted.test.ts", "marks", "switched off"),
}


def breaches(tree: Path) -> tuple[int, set[str]]:
    done = subprocess.run([sys.executable, HOUSE, tree], capture_output=True, text=True, check=False)
    return done.returncode, set(done.stdout.splitlines()[:-1])


def own(path: str, n: int) -> str:
    """The n-th case's own file: its name is longer by a number."""
    return path.replace("planted", f"planted{n}", 1) if "/planted" in path or "_planted" in path else path


class House(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.tree = Path(cls.folder.name) / "tree"
        cls.tree.mkdir()
        for part in ("src", "migrations", "words", "web/src"):
            shutil.copytree(ROOT / part, cls.tree / part)
        shutil.copy(ROOT / "CMakeLists.txt", cls.tree)
        cls.before = breaches(cls.tree)[1]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def plant(self, files):
        """Adds to what stands, runs bin/house, and takes it away again."""
        before = {}
        for path, text in files:
            file = self.tree / path
            before.setdefault(file, file.read_text() if file.exists() else None)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text((before[file] or "") + text)
        code, found = breaches(self.tree)
        for file, text in before.items():
            file.unlink() if text is None else file.write_text(text)
        return code, found - self.before

    def test_each_planted_breach_is_named(self):
        files = [(own(path, n), text) for n, case in enumerate(PLANTED.values()) for path, text in case[0]]
        code, new = self.plant(files)
        self.assertEqual(code, 1)
        for n, (name, (_, path, rule, sentence)) in enumerate(PLANTED.items()):
            with self.subTest(name):
                here = [one for one in new if one.startswith(own(path, n) + ":")]
                self.assertTrue(any(f" {rule}: " in one and sentence in one for one in here),
                                f"expected {rule}: … {sentence} …, got {sorted(here)}")

    def test_what_is_allowed_is_not_named(self):
        _, new = self.plant([
            ("src/features/pledges/planted.cpp",
             '// FROM plaques, "SELECT id FROM plaques"\n#include "features/plaques/plaques.h"\n'),
            ("src/features/plaques/planted_api.cpp", '#include "http/call.h"\n'),
            ("migrations/9001_planted.sql",
             TABLE % ("  n BIGINT NOT NULL,\n  UNIQUE (village_id, n),\n" + KEY)),
            ("src/features/plaques/planted_store.cpp",
             'const char* sql = "SELECT n FROM planted ORDER BY n";\n'),
            ("src/base/planted.cpp", "int planted(int a) {\n" + "  a += 1;\n" * 67 + "}\n"),
        ])
        self.assertEqual(new, set())


if __name__ == "__main__":
    unittest.main()
