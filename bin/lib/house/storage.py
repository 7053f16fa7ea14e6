"""One SQL for SQLite, PostgreSQL and Citus: keys carry village_id, and nothing that only one engine has."""
import re

from .tree import Tree, is_test, line_at

NOT_IN_SCHEMA = re.compile(
    r"\b(AUTOINCREMENT|(?:BIG|SMALL)SERIAL|SERIAL(?= +(?:PRIMARY|NOT|UNIQUE|,))|"
    r"GENERATED|IDENTITY|TRIGGER|SEQUENCE|CURRENT_TIMESTAMP|"
    r"CURRENT_DATE|BOOLEAN|TIMESTAMP|TIMESTAMPTZ|JSONB?|UUID|ON\s+DELETE\s+SET\s+NULL|WITHOUT\s+ROWID)\b|"
    r"\b(now|datetime|nextval|random)\s*\(",
    re.IGNORECASE)
NOT_IN_STORE = re.compile(
    r"\b(FOR\s+UPDATE|SKIP\s+LOCKED|DISTINCT\s+ON|LATERAL|ILIKE|MERGE\s+INTO|CURRENT_TIMESTAMP|"
    r"INSERT\s+OR\s+\w+|REPLACE\s+INTO|AUTOINCREMENT|GLOB)\b|"
    r"\b(string_agg|group_concat|now|datetime|strftime|json_\w+|jsonb_\w+)\s*\(")
TABLE = re.compile(r"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)\s*\((.*?)\n?\)\s*;",
                   re.IGNORECASE | re.DOTALL)
UNIQUE_INDEX = re.compile(r"CREATE\s+UNIQUE\s+INDEX\s+(\w+)\s+ON\s+(\w+)\s*\(([^;]*?)\)\s*(?:WHERE[^;]*)?;",
                          re.IGNORECASE | re.DOTALL)
KEY = re.compile(r"\b(PRIMARY\s+KEY|UNIQUE)\s*(\(([^)]*)\))?", re.IGNORECASE)
FOREIGN = re.compile(r"(?:FOREIGN\s+KEY\s*\(([^)]*)\)\s*)?REFERENCES\s+(\w+)", re.IGNORECASE)


def uncomment(sql: str) -> str:
    return re.sub(r"--[^\n]*", lambda comment: " " * len(comment[0]), sql)


def check(tree: Tree):
    schemas = {path: uncomment(tree.text(path)) for path in tree.matching(".sql", under="migrations/")}
    tables = [table for sql in schemas.values() for table in TABLE.finditer(sql)]
    village_tables = {table[1] for table in tables if re.search(r"^\s*village_id\b", table[2], re.MULTILINE)}
    numbers: dict[str, str] = {}
    for path, sql in schemas.items():
        number = re.match(r"migrations/(\d{4})_\w+\.sql$", path)
        if not number:
            yield path, 1, "a migration is called NNNN_what.sql"
        elif number[1] in numbers:
            yield path, 1, f"has the same number as {numbers[number[1]]}"
        else:
            numbers[number[1]] = path
        yield from check_schema(path, sql, village_tables)
    for path in tree.matching("_store.cpp", under="src/"):
        if not is_test(path):
            for line, literal in tree.strings(path):
                found = NOT_IN_STORE.search(literal)
                if found:
                    yield path, line, f"{found[0]} is not the same on every engine"


def check_schema(path: str, sql: str, village_tables: set[str]):
    for found in NOT_IN_SCHEMA.finditer(sql):
        yield path, line_at(sql, found.start()), f"{found[0].strip()} is not the same on every engine"
    for table in TABLE.finditer(sql):
        name, body, start = table[1], table[2], table.start(2)
        of_village = name in village_tables
        for key in KEY.finditer(body):
            if of_village and "village_id" not in (key[3] or "").replace(" ", "").split(","):
                yield path, line_at(sql, start + key.start()), f"{name}: {key[1]} must include village_id"
        if not re.search(r"\bPRIMARY\s+KEY\b", body, re.IGNORECASE):
            yield path, line_at(sql, table.start()), f"{name} has no primary key"
        if of_village and not re.search(r"^\s*village_id\s+BIGINT\s+NOT\s+NULL", body, re.MULTILINE):
            yield path, line_at(sql, table.start()), f"{name}: village_id must be BIGINT NOT NULL"
        for foreign in FOREIGN.finditer(body):
            if foreign[2] not in village_tables:
                continue
            line = line_at(sql, start + foreign.start())
            if not of_village:
                yield path, line, f"{name} is a reference table and refers to a village's {foreign[2]}"
            elif "village_id" not in (foreign[1] or ""):
                yield path, line, f"{name}: the foreign key to {foreign[2]} must include village_id"
    for index in UNIQUE_INDEX.finditer(sql):
        if index[2] in village_tables and "village_id" not in index[3]:
            yield path, line_at(sql, index.start()), f"{index[1]}: a unique index must include village_id"
