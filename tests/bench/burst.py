"""A burst of posts from everywhere, without the page's work, and one villager in the middle of it who has
something to say: how much of it is kept, what that takes on the disk, and whether the one is heard first."""
import hashlib
import json
import re
import sqlite3
import subprocess
import threading
import time
import urllib.parse
import urllib.request

import folders
from client import Client, Server
from feedback import CONNECTIONS, check_kept
from measure import Table, check

TAKEN_AT_ONCE = 20_000  # without the page's work, and then one a second: feedback_pages_api.h
BYTES_EACH_MAX = 1_500
WORDS = "井盖丢了，昨天有人掉下去。"


def worked(key):
    """The page's work for its form: src/features/feedback/work.h."""
    number = 0
    while int.from_bytes(hashlib.sha256(f"{key}:{number}".encode()).digest()[:2]) >> 1:
        number += 1
    return str(number)


def speak(server, token):
    """As the page of the plaque does it. The seconds until it was kept."""
    began = time.monotonic()
    page = f"http://127.0.0.1:{server.port}/p/{token}/say"
    with urllib.request.urlopen(page, timeout=30) as answer:
        key = re.search(r'name="key" value="([^"]+)"', answer.read().decode())[1]
    form = {"kind": "complaint", "text": WORDS, "key": key, "work": worked(key)}
    with urllib.request.urlopen(page, urllib.parse.urlencode(form).encode(), timeout=30) as answer:
        receipt = answer.read().decode()
    check(re.search(r"<b>\d{4} \d{4} \d{4} \d{4}</b>", receipt), "the villager got no code")
    return time.monotonic() - began


def size(data):
    return sum(file.stat().st_size for file in data.iterdir() if file.is_file())


def kept_about(data):
    database = sqlite3.connect(f"file:{data}/lianghu.db?mode=ro", uri=True)
    try:
        return database.execute("SELECT COUNT(*), SUM(flag IS NULL) FROM feedback").fetchone()
    finally:
        database.close()


class Desk:
    """The secretary's, in the demo: the doors of the village, and what there is to do."""

    def __init__(self, server):
        self._client = Client(server.port, seconds=60)
        self._client.must("POST", "/api/v1/sessions",
                          {"login_name": "secretary", "password": "lianghu-2020"}, "bench-sign-in")
        self._village = self._client.must("GET", "/api/v1/me")["roles"][0]["organisation"]

    def tokens(self):
        return folders.tokens_of(self._client, self._village)

    def check_heard_first(self):
        """What the villager said stands before all that may be of a flood."""
        listed = self._client.must("GET", f"/api/v1/organisations/{self._village}/feedback?pile=to_do")
        entries = listed["entries"]
        places = [i for i, entry in enumerate(entries) if entry["text"] == WORDS]
        flood = [i for i, entry in enumerate(entries) if entry["in_crowd"]]
        check(len(places) == 1, f"the villager's words stand {len(places)} times on the desk")
        check(not flood or places[0] < flood[0], "a flood stands before the villager's words")


def posts(tools, server, place, count):
    done = subprocess.run([str(tools / "post_forms"), str(server.port), str(CONNECTIONS), str(count),
                           str(place / "tokens.txt"), str(place / "accepted.txt"), "burst"],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=900, check=False)
    check(done.returncode == 0, f"post_forms: {done.stderr}")
    return json.loads(done.stdout)


def measure(file, tools, folder, where, plan):
    place = where / "burst"
    place.mkdir()
    data = place / "data"
    folders.copy(folder.data, data)
    before, (there, _) = size(data), kept_about(data)
    server = Server(file, data, ["--quiet"])
    spoken = []
    try:
        server.start()
        desk = Desk(server)
        tokens = desk.tokens()
        (place / "tokens.txt").write_text("".join(f"{token}\n" for token in folder.tokens))
        villager = threading.Timer(plan.speak_after, lambda: spoken.append(speak(server, tokens[-1])))
        villager.start()
        told = posts(tools, server, place, plan.burst)
        villager.join(timeout=60)
        check(spoken, "the villager was not heard in the middle of the burst")
        desk.check_heard_first()
        server.terminate()
    finally:
        server.kill()
    accepted = [int(line) for line in (place / "accepted.txt").read_text().split()]
    refused = told["refused"]
    check(set(refused) <= {"429"}, f"refused in another way: {refused}")
    check(len(accepted) + sum(refused.values()) == plan.burst, "some posts got no answer")
    check(check_kept(data, "burst", accepted) == len(accepted), "what was refused was kept")
    check(len(accepted) <= TAKEN_AT_ONCE + told["seconds"] + 1, f"{len(accepted)} of the burst were kept")
    total, unmarked = kept_about(data)
    each = (size(data) - before) / (total - there)
    check(each < BYTES_EACH_MAX, f"each takes {each:.0f} bytes on the disk")
    table = Table(f"burst, {folder.name}, {plan.burst:,} posts without the page's work")
    table.add("kept", [len(accepted)])
    table.add("refused, with what to do instead", [sum(refused.values())])
    table.add("marked for a person", [total - unmarked])
    table.add("megabytes on the disk", [(size(data) - before) / 1e6])
    table.add("posts a second", [plan.burst / told["seconds"]])
    table.add("the villager in the middle: seconds from opening the form to the code", spoken)
    table.show()
