"""The server as a process that can be killed, a connection to it, and a village to write into."""
import http.client
import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 20


def program():
    file = Path(os.environ.get("LIANGHU_PROGRAM", ROOT / "build/release/lianghu"))
    if not file.exists():
        raise SystemExit(f"{file} is not there. Build it: bin/run --build-only\n0 passed, 1 failed")
    return file


class Server:
    """One process at a time, on one folder and one port."""

    def __init__(self, file, data, options=()):
        self._file = str(file)
        self._data = data
        self._options = list(options)
        self._log_file = data.parent / "server.log"
        self._process = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    @property
    def pid(self):
        return self._process.pid

    def launch(self):
        with self._log_file.open("ab") as log:
            self._process = subprocess.Popen(
                [self._file, "serve", "--data", str(self._data), "--port", str(self.port),
                 *self._options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def start(self):
        """Returns when it is ready."""
        self.launch()
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2):
                    return
            except OSError:
                time.sleep(0.02)
        raise AssertionError("the server does not start")

    def kill(self):
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(timeout=10)

    def terminate(self):
        """Asks it to stop; how many seconds it took."""
        began = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        try:
            code = self._process.wait(timeout=15)
        except subprocess.TimeoutExpired as late:
            raise AssertionError("the server does not stop when it is asked to") from late
        if code != 0:
            raise AssertionError(f"the server stopped with exit code {code}")
        return time.monotonic() - began

    def verify_journal(self):
        command = [self._file, "journal", "verify", "--data", str(self._data)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=60, check=False)
        if done.returncode != 0:
            raise AssertionError(f"the journal does not verify:\n{done.stdout}{done.stderr}")

    def last_words(self):
        return "\n".join(self._log_file.read_text(errors="replace").splitlines()[-8:])


class Client:
    """One kept connection, as a browser has it. Any trouble with it is an OSError."""

    def __init__(self, port, cookie="", seconds=10):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
        self._origin = f"http://127.0.0.1:{port}"
        self.cookie = cookie

    def ask(self, method, path, body=None, key=None):
        headers = {"Origin": self._origin, "Cookie": self.cookie, "Accept": "application/json"}
        if key:
            headers |= {"Idempotency-Key": f"tests-of-faults-{key}", "Content-Type": "application/json"}
        try:
            self._connection.request(method, path, None if body is None else json.dumps(body), headers)
            response = self._connection.getresponse()
            text = response.read()
        except http.client.HTTPException as trouble:
            raise OSError(f"no whole answer: {trouble!r}") from trouble
        cookie = response.getheader("Set-Cookie")
        if cookie:
            self.cookie = cookie.split(";")[0]
        return response.status, json.loads(text) if text else None

    def must(self, method, path, body=None, key=None):
        status, answer = self.ask(method, path, body, key)
        if status != 200:
            raise AssertionError(f"{method} {path}: {status} {answer}")
        return answer


class Village:
    """A branch with its secretary, made through the API; households are known by their codes."""

    def __init__(self, branch, cookie):
        self.cookie = cookie
        self._path = f"/api/v1/villages/{branch}/households"

    @classmethod
    def found(cls, server):
        client = Client(server.port)
        password = "a door with a plaque"
        client.must("POST", "/api/v1/setup",
                    {"name": "郑演安", "login_name": "operator", "password": password}, "setup")
        parent = None
        for kind, name, division in (("town", "兴十四镇党委", "230225101"),
                                     ("branch", "音河村党支部", "230225101204")):
            body = {"parent": parent, "kind": kind, "name": name, "division": division}
            parent = client.must("POST", "/api/v1/organisations", body, f"{kind}")["id"]
        client.must("POST", "/api/v1/accounts",
                    {"name": "周演成", "login_name": "secretary", "password": password, "kind": "secretary",
                     "organisation": parent}, "secretary")
        secretary = Client(server.port)
        secretary.must("POST", "/api/v1/sessions",
                       {"login_name": "secretary", "password": password}, "sign-in")
        return cls(parent, secretary.cookie)

    @staticmethod
    def code(number):
        return f"K{number:05d}"

    def register(self, client, number):
        digits = "零一二三四五六七八九"
        name = "试" + "".join(digits[int(digit)] for digit in str(number))
        household = {"code": self.code(number), "kind": "contact", "group": None, "address": "",
                     "phone": None, "categories": [], "needs": [], "note": f"写入 {number}"}
        head = {"name": name, "identity": None, "born": None, "sex": None, "relation": "", "is_head": True,
                "party": "none", "joined_party": None, "phone": None}
        return client.ask("POST", self._path, {"household": household, "head": head}, f"{number:08d}")

    def counts(self, client):
        """How often each code is there."""
        found, after = {}, ""
        while True:
            page = client.must("GET", f"{self._path}?limit=200{after}")
            for row in page["households"]:
                found[row["code"]] = found.get(row["code"], 0) + 1
            if not page.get("after"):
                return found
            after = f"&after={page['after']}"
