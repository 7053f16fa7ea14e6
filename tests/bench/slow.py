"""Thousands who hold a connection and hardly use it, and what the others notice of them."""
import json
import resource
import socket
import subprocess
import time
import urllib.request

from client import Server
from measure import Table, check, memory
from pages import LUA

CONNECTIONS = 16
REQUEST = b"GET /healthz HTTP/1.1\r\nHost: bench\r\n\r\n"
# slowhttptest's three: heads, bodies and readers that come to no end.
ATTACKS = (("-H", "-i", "3"), ("-B", "-i", "3", "-s", "8192"),
           ("-X", "-w", "512", "-y", "1024", "-n", "3", "-z", "64", "-k", "8"))


class Idle:
    """Connections that asked once and stay."""

    def __init__(self, port, count):
        limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        check(limit > count + 100, f"the system allows {limit} open files, which are too few for {count}")
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
        self._sockets = []
        for _ in range(count):
            opened = socket.create_connection(("127.0.0.1", port), timeout=20)
            self._sockets.append(opened)
            self._ask(opened)

    @staticmethod
    def _ask(opened):
        opened.sendall(REQUEST)
        answer = opened.recv(4096)
        check(answer.startswith(b"HTTP/1.1 200 "), f"an idle connection got {answer[:40]!r}")

    def check_some(self):
        """They are still there, and answered."""
        for opened in self._sockets[::97]:
            self._ask(opened)

    def close(self):
        for opened in self._sockets:
            opened.close()


class Slow:
    """slowhttptest's connections, a third of them each way."""

    def __init__(self, port, path, count, seconds):
        each = count // len(ATTACKS)
        self._processes = [
            subprocess.Popen(["slowhttptest", *how, "-c", str(each), "-r", str(each), "-l", str(seconds),
                              "-p", "20", "-u", f"http://127.0.0.1:{port}{address}"],
                             stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for how, address in zip(ATTACKS, (path, f"{path}/say", path))]

    def stop(self):
        for process in self._processes:
            if process.poll() is None:
                process.terminate()
            process.wait(timeout=20)


def open_connections(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        lines = answer.read().decode().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("lianghu_connections "))


def others(server, paths, seconds):
    done = subprocess.run(
        ["wrk", "-t1", "--timeout", "20s", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(LUA),
         f"http://127.0.0.1:{server.port}", "--", str(paths), "gzip"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=seconds + 30)
    check(done.returncode == 0, f"wrk: {done.stdout}{done.stderr}")
    told = json.loads(done.stdout.splitlines()[-1])
    check(told["wrong"] == 0, f"{told['wrong']} of {told['requests']} answers were wrong:\n{done.stdout}")
    return told


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def measure(file, folder, where, plan):
    metrics = free_port()
    server = Server(file, folder.data, ["--quiet", "--metrics-port", str(metrics)])
    paths = where / "slow-paths.txt"
    paths.write_text("".join(f"/p/{token}\n" for token in folder.tokens))
    idle = slow = None
    try:
        server.start()
        others(server, paths, 1)  # warm; not counted
        quiet, quiet_memory = others(server, paths, plan.slow_seconds), memory(server.pid)[0]
        idle = Idle(server.port, plan.idle)
        slow = Slow(server.port, f"/p/{folder.tokens[0]}", plan.slow, plan.slow_seconds + 15)
        time.sleep(2)  # slowhttptest opens all of its connections within its first second
        before = open_connections(metrics)
        busy = others(server, paths, plan.slow_seconds)
        after, busy_memory = open_connections(metrics), memory(server.pid)[0]
        check(before >= plan.idle + plan.slow // 2, f"only {before} connections are open")
        idle.check_some()
        slow.stop()
        show(plan, (before, after), (busy, busy_memory), (quiet, quiet_memory))
        server.terminate()
    finally:
        if slow:
            slow.stop()
        if idle:
            idle.close()
        server.kill()


def show(plan, connections, busy, quiet):
    table = Table(f"{CONNECTIONS} readers beside {plan.idle:,} idle and {plan.slow:,} slow connections",
                  "alone")
    for what, key in (("p95, ms", "p95_ms"), ("p99, ms", "p99_ms")):
        table.add(what, [busy[0][key]], [quiet[0][key]])
    table.add("requests a second", [busy[0]["requests"] / busy[0]["seconds"]],
              [quiet[0]["requests"] / quiet[0]["seconds"]])
    table.add("resident memory, MB", [busy[1]], [quiet[1]])
    table.add("open connections, at the beginning", [connections[0]])
    table.add("  and at the end", [connections[1]])
    table.show()
