"""Says something at a door with all that could give a sender away, and then looks for the sender as somebody
would who has everything: the data folder, the program's log, its metrics, a backup with its key, the desk."""
import http.client
import json
import re
import shutil
import socket
import struct
import subprocess
import time
import urllib.parse
import urllib.request
import zlib

from client import Server

SPEAKER = "127.77.5.9"  # the loopback is a network of its own: 127.0.0.0/8
SIGNS = {
    "network address": SPEAKER,
    "network": "127.77.5.",
    "browser": "SenderBrowser/7.1",
    "language": "qq-XQ",
    "referrer": "sender-came-from-here",
    "telephone number": "13800000416",
    "what the photograph's file says": "Aunt Wang's telephone",
}
PASSWORD = "lianghu-2020"
WORDS = "门口的路灯坏了三天，请修一修。"
ADDED = "是井边的那一盏。"


def picture():
    """A PNG of 8 by 8 that says whose it is."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80" * 24 for _ in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    text = b"Author\0" + SIGNS["what the photograph's file says"].encode()
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"tEXt", text) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class Speaker:
    """Somebody with a browser, at an address that can be told apart."""

    def __init__(self, port):
        self._port = port
        self._headers = {"User-Agent": SIGNS["browser"], "Accept-Language": SIGNS["language"],
                         "Referer": f"http://127.0.0.1:{port}/{SIGNS['referrer']}",
                         "Origin": f"http://127.0.0.1:{port}"}

    def ask(self, method, path, body=None, kind=None):
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20,
                                                source_address=(SPEAKER, 0))
        headers = dict(self._headers)
        if kind:
            headers["Content-Type"] = kind
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        if answer.status != 200:
            raise AssertionError(f"{method} {path}: {answer.status} {text[:300]}")
        return text

    def fill_in(self, path, fields):
        return self.ask("POST", path, urllib.parse.urlencode(fields), "application/x-www-form-urlencoded")

    def send_file(self, path, fields, name, data):
        edge = "edge-of-a-part"
        parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
                 for key, value in fields.items()]
        parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="wang.png"\r\n'
                     "Content-Type: image/png\r\n\r\n".encode() + data + f"\r\n--{edge}--\r\n".encode())
        return self.ask("POST", path, b"".join(parts), f"multipart/form-data; boundary={edge}")


def desk(port, path):
    """What the secretary's desk answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    origin = f"http://127.0.0.1:{port}"
    secretary = {"login_name": "secretary", "password": PASSWORD}
    connection.request("POST", "/api/v1/sessions", json.dumps(secretary),
                       {"Content-Type": "application/json", "Origin": origin, "Idempotency-Key": "k" * 32})
    answer = connection.getresponse()
    answer.read()
    cookie = answer.getheader("Set-Cookie").split(";")[0]
    connection.request("GET", path, headers={"Cookie": cookie, "Origin": origin})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return json.loads(text)


def a_door(port):
    village = desk(port, "/api/v1/me")["roles"][0]["organisation"]
    own = desk(port, "/api/v1/me")["household"]
    for each in desk(port, f"/api/v1/villages/{village}/plaques?show=all")["plaques"]:
        if each["plaque"]["state"] == "hung" and each["plaque"]["household"] != own:
            return village, urllib.parse.urlsplit(each["page"]).path
    raise AssertionError("the demo has no plaque on a door")


def speak(port, door):
    """Says something, adds to it, and asks how far it is; what only the sender may know."""
    one = Speaker(port)
    form_key = re.search(r'name="key" value="([^"]+)"', one.ask("GET", door + "/say"))[1]
    sent = one.fill_in(door + "/say", {"kind": "complaint", "text": WORDS, "key": form_key,
                                       "phone": SIGNS["telephone number"], "phone_consent": "yes"})
    code = re.search(r"<b>(\d{4} \d{4} \d{4} \d{4})</b>", sent)[1]
    photo_key = re.search(r'name="key" value="([^"]+)"', sent)[1]
    one.send_file("/t/photo", {"code": code, "key": photo_key}, "photo", picture())
    seen = one.fill_in("/t", {"code": code, "act": "look"})
    add_key = re.search(r'name="key" value="([^"]+)"', seen)[1]
    one.fill_in("/t", {"code": code, "act": "add", "why": ADDED, "key": add_key})
    return {"code": code, "code without spaces": code.replace(" ", ""), "form's key": form_key,
            "photograph's key": photo_key}


def files_of(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def hunt(file, folder):
    """Returns how many places were searched for how many signs; AssertionError with what was found."""
    data = folder / "data"
    backup = folder / "backup"
    subprocess.run([str(file), "demo", "--data", str(data), "--town", "230225101", "--until", "2020-10-10",
                    "--seed", "1"], check=True, capture_output=True, timeout=300)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        metrics = probe.getsockname()[1]
    server = Server(file, data, ["--metrics-port", str(metrics)])
    server.start()
    try:
        village, door = a_door(server.port)
        secrets = speak(server.port, door)
        time.sleep(1.5)  # the journal's order and its signature
        shown = json.dumps(desk(server.port, f"/api/v1/organisations/{village}/feedback"), ensure_ascii=False)
        subprocess.run([str(file), "backup", "--data", str(data), "--to", str(backup), "--with-key"],
                       check=True, capture_output=True, timeout=120)
        places = {f"data/{name}": text for name, text in files_of(data).items()}
        with urllib.request.urlopen(f"http://127.0.0.1:{metrics}/metrics", timeout=10) as answer:
            places["metrics"] = answer.read()
        server.terminate()
        places |= {f"data, stopped/{name}": text for name, text in files_of(data).items()}
        places |= {f"backup/{name}": text for name, text in files_of(backup).items()}
        places["log"] = (folder / "server.log").read_bytes()
        places["desk"] = shown.encode()
    finally:
        server.kill()
        shutil.rmtree(backup, ignore_errors=True)
    for words in (WORDS, ADDED):
        if not any(words.encode() in text for text in places.values()):
            raise AssertionError("the search does not even find what was said")
    signs = SIGNS | secrets
    found = [f"{what} in {where}" for where, text in places.items() for what, sign in signs.items()
             if sign.encode() in text]
    if found:
        raise AssertionError("the sender can be found: " + "; ".join(found))
    return f"the sender was looked for in {len(places)} places by {len(signs)} signs"
