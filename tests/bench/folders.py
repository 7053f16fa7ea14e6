"""The folders of data that are measured: the demo, and a branch with as many households as one likes."""
import datetime
import os
import random
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path

from client import Client, Server
from measure import check

BRANCH_DIVISION = "230225101204"
PASSWORD = "a door with a plaque"
SAME_LOOKS = 6
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "福贵荣华春秋冬梅兰竹菊松柏山河江海明亮光辉玉珍秀英国庆建军平安和顺"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def copy(folder, to):
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder, to)
    return to


def settled_copy(folder, to):
    """A copy that is on the disk: else it would be written in the background of what is measured."""
    copy(folder, to)
    os.sync()
    return to


def run(file, *arguments):
    done = subprocess.run([str(file), *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, check=False)
    check(done.returncode == 0, f"{Path(file).name} {' '.join(map(str, arguments))}: exit code "
                                f"{done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def settle(file, data):
    """Lets the program do what the new day brings, so that no measured one has to."""
    server = Server(file, data)
    try:
        server.start()
        # On a busy machine the first entry may be seconds away, and would drop the pages that are measured.
        before, now, same = -1, count(data, "journal_entries"), 0
        while same < SAME_LOOKS:
            time.sleep(0.5)
            before, now = now, count(data, "journal_entries")
            same = same + 1 if before == now else 0
        server.terminate()
    finally:
        server.kill()


class Folder:
    """A folder of data with plaques, and the tokens on them."""

    def __init__(self, name, data, households, tokens):
        self.name = name
        self.data = data
        self.households = households
        self.tokens = tokens


def demo(file, where):
    data = where / "demo"
    run(file, "demo", "--data", data, "--town", "230225101", "--until", "2020-09-15", "--seed", "1")
    settle(file, data)
    server = Server(file, data, ["--quiet"])
    try:
        server.start()
        client = Client(server.port)
        client.must("POST", "/api/v1/sessions", {"login_name": "town", "password": "lianghu-2020"},
                    "bench-sign-in")
        tokens = [token for village in branches(data) for token in tokens_of(client, village)]
        server.terminate()
    finally:
        server.kill()
    check(len(tokens) > 100, f"the demo has only {len(tokens)} plaques")
    return Folder("the demo", data, count(data, "households"), tokens)


def count(data, table):
    database = sqlite3.connect(f"file:{data}/lianghu.db?mode=ro", uri=True)
    try:
        return database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
    finally:
        database.close()


def branches(data):
    database = sqlite3.connect(f"file:{data}/lianghu.db?mode=ro", uri=True)
    try:
        return [str(row[0]) for row in
                database.execute("SELECT id FROM organisations WHERE kind = 'branch' ORDER BY id")]
    finally:
        database.close()


def tokens_of(client, village):
    listed = client.must("GET", f"/api/v1/villages/{village}/plaques")
    return [row["page"].removeprefix("/p/") for row in listed["plaques"]]


class Branch:
    """A town with one branch, founded through the API; its households come by the import."""

    def __init__(self, file, data):
        self._file = file
        self.data = data
        server = Server(file, data, ["--quiet"])
        try:
            server.start()
            self._found(Client(server.port))
            server.terminate()
        finally:
            server.kill()

    def _found(self, client):
        client.must("POST", "/api/v1/setup",
                    {"name": "郑演安", "login_name": "operator", "password": PASSWORD}, "bench-setup")
        parent = town = None
        for kind, name, division in (("town", "兴十四镇党委", "230225101"),
                                     ("branch", "音河村党支部", BRANCH_DIVISION)):
            body = {"parent": parent, "kind": kind, "name": name, "division": division}
            parent = client.must("POST", "/api/v1/organisations", body, f"bench-{kind}")["id"]
            town = town or parent
        self._branch = parent
        client.must("POST", "/api/v1/accounts",
                    {"name": "韩演梅", "login_name": "town", "password": PASSWORD, "kind": "town",
                     "organisation": town}, "bench-town-account")
        self._sign_in(client)
        programme = client.must("POST", "/api/v1/programmes", {"organisation": town}, "bench-programme")["id"]
        village = f"/api/v1/villages/{parent}/participation"
        client.must("POST", village, {"programme": programme, "wave": "pilot"}, "bench-invite")
        client.must("POST", f"{village}/prepare", {}, "bench-prepare")
        client.must("POST", f"{village}/start", {"starts_on": str(datetime.date.today())}, "bench-start")

    @staticmethod
    def _sign_in(client):
        client.must("POST", "/api/v1/sessions", {"login_name": "town", "password": PASSWORD}, "bench-sign-in")

    def plan(self):
        """A plaque for every household."""
        server = Server(self._file, self.data, ["--quiet"])
        try:
            server.start()
            client = Client(server.port, seconds=600)
            self._sign_in(client)
            client.must("POST", f"/api/v1/villages/{self._branch}/plaques/plan", {"consent_names": True},
                        "bench-plan")
            tokens = tokens_of(client, self._branch)
            server.terminate()
        finally:
            server.kill()
        settle(self._file, self.data)
        households = count(self.data, "households")
        check(len(tokens) == households, f"{len(tokens)} plaques for {households} households")
        return Folder(f"{households:,} households", self.data, households, tokens)


def identity_number(index):
    """The index-th made-up number: a place, a birthday, a running number, and GB 11643's check digit."""
    born = datetime.date(1940, 1, 1) + datetime.timedelta(days=index % 20_000)
    digits = f"230225{born:%Y%m%d}{index // 20_000 * 7 % 1000:03d}"
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, WEIGHTS)) % 11]


def write_roster(file, households):
    """As a town keeps it: one row a household, with its head, who is a Party member."""
    chance = random.Random(households)
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write("户编号,户主姓名,身份证号,政治面貌,联系电话,住址\r\n")
        for index in range(households):
            name = chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN)
            out.write(f"H{index + 1:06d},{name},{identity_number(index)},党员,139{index:08d},"
                      f"音河村{index // 400 + 1}组{index % 400 + 1}号\r\n")


def working_folder(root):
    """On the disk where the project lies: a temporary folder is often only memory, which makes sync free."""
    where = root / "build" / "bench" / f"run-{os.getpid()}"
    where.mkdir(parents=True)
    return where
