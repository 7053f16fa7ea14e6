"""The public page of a plaque, asked for at random over 64 kept connections: ours and nginx in turns."""
import gzip
import http.client
import json
import os
import random
import resource
import subprocess
import threading
from pathlib import Path

from client import Server
from measure import Table, check, cpu_seconds, median
from nginx import Nginx

CONNECTIONS = 64
ENCODINGS = ("gzip", "br", "identity")
PACKED = {"gzip": "gz", "br": "br"}  # and how nginx ends the file's name
READERS = 4
LUA = Path(__file__).resolve().parent / "pages.lua"


class Reader:
    def __init__(self, port):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def get(self, path, **headers):
        self._connection.request("GET", path, headers={name.replace("_", "-"): value
                                                       for name, value in headers.items()})
        answer = self._connection.getresponse()
        return answer.status, answer.headers, answer.read()


def ask_packed(reader, token, encoding):
    status, headers, packed = reader.get(f"/p/{token}", Accept_Encoding=encoding)
    check((status, headers["Content-Encoding"]) == (200, encoding),
          f"/p/{token}: {status}, {headers['Content-Encoding']}")
    return packed


def copy_pages(server, nginx, tokens):
    """Every page becomes three files of nginx: as it is, and packed in two ways."""
    troubles = []

    def work(part):
        try:
            reader = Reader(server.port)
            for token in part:
                status, _, page = reader.get(f"/p/{token}")
                check(status == 200, f"/p/{token}: {status}")
                packed = {ending: ask_packed(reader, token, name) for name, ending in PACKED.items()}
                check(gzip.decompress(packed["gz"]) == page, f"/p/{token}: its gzip holds another page")
                nginx.put(token, page, packed)
        except (AssertionError, OSError, http.client.HTTPException) as trouble:
            troubles.append(trouble)

    threads = [threading.Thread(target=work, args=(tokens[first::READERS],)) for first in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if troubles:
        raise troubles[0]


def check_same(server, nginx, tokens):
    """Both sides answer with the same bytes, a Date, an ETag, and 304 to whoever has the page."""
    ours, rivals = Reader(server.port), Reader(nginx.port)
    for token in tokens:
        for encoding in ENCODINGS:
            bodies = []
            for name, side in (("Lianghu", ours), ("nginx", rivals)):
                status, headers, body = side.get(f"/p/{token}", Accept_Encoding=encoding)
                check(status == 200, f"{name} answers {status}")
                for header in ("Date", "ETag", "Content-Length"):
                    check(headers[header], f"{name} answers {encoding} without {header}")
                again, _, nothing = side.get(f"/p/{token}", Accept_Encoding=encoding,
                                             If_None_Match=headers["ETag"])
                check((again, nothing) == (304, b""), f"{name} answers {again} to whoever has the page")
                bodies.append(body)
            check(bodies[0] == bodies[1], f"nginx serves another page than ours ({encoding})")
    return len(bodies[0])


def load(side, paths, encoding, seconds):
    """Requests a second, the server's processor time a request, p99, and wrk's own share of the cores."""
    before = cpu_seconds(side.pid)
    own_before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        ["wrk", "-t2", "--timeout", "20s", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(LUA),
         f"http://127.0.0.1:{side.port}", "--", str(paths), encoding],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=seconds + 30)
    check(done.returncode == 0, f"wrk: {done.stdout}{done.stderr}")
    own = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = cpu_seconds(side.pid) - before
    told = json.loads(done.stdout.splitlines()[-1])
    check(told["wrong"] == 0, f"{told['wrong']} of {told['requests']} answers of {type(side).__name__} were "
                              f"wrong:\n{done.stdout}")
    wrks = own.ru_utime + own.ru_stime - own_before.ru_utime - own_before.ru_stime
    return {"a_second": told["requests"] / told["seconds"], "cpu_us": cpu / told["requests"] * 1e6,
            "p99_ms": told["p99_ms"], "wrk": wrks / told["seconds"] / os.cpu_count()}


def measure(file, folder, where, plan):
    tokens = random.Random(1).sample(folder.tokens, min(plan.pages_max, len(folder.tokens)))
    place = where / f"pages-{len(folder.tokens)}"
    nginx = Nginx(place)
    server = Server(file, folder.data, ["--quiet"])
    paths = place / "paths.txt"
    paths.write_text("".join(f"/p/{token}\n" for token in tokens))
    try:
        server.start()
        copy_pages(server, nginx, tokens)
        nginx.start()
        check_same(server, nginx, tokens[:5])
        for encoding in ENCODINGS:
            rounds = {"ours": [], "nginx": []}
            for side in (server, nginx):
                load(side, paths, encoding, 1)  # warm; not counted
            for _ in range(plan.rounds):
                rounds["ours"].append(load(server, paths, encoding, plan.seconds))
                rounds["nginx"].append(load(nginx, paths, encoding, plan.seconds))
            size = median([len(Reader(nginx.port).get(f"/p/{token}", Accept_Encoding=encoding)[2])
                           for token in tokens[:50]])
            show(f"public page, {folder.name}, {len(tokens):,} pages, {encoding}, {size / 1024:.1f} KB",
                 rounds)
        server.terminate()
    finally:
        server.kill()
        nginx.stop()


def show(title, rounds):
    table = Table(title, "nginx")
    for what, key in (("requests a second", "a_second"), ("server's processor time a request, µs", "cpu_us"),
                      ("p99, ms", "p99_ms")):
        table.add(what, [each[key] for each in rounds["ours"]], [each[key] for each in rounds["nginx"]])
    table.add("the client's share of all cores, %", [each["wrk"] * 100 for each in rounds["ours"]],
              [each["wrk"] * 100 for each in rounds["nginx"]])
    table.show()
