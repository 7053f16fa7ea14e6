"""How soon the public pages are painted on a poor telephone, in Chromium."""
import json
import subprocess
from pathlib import Path

from client import Server
from folders import BRANCH_DIVISION
from measure import Table, check

SCRIPT = Path(__file__).resolve().parent / "paint.mjs"


def measure(file, folder, rounds):
    """Latency 400 ms, 50 KB/s, a sixth of the processor: the limit is 2 s and 15 KB (docs/benchmarks.md)."""
    server = Server(file, folder.data, ["--quiet"])
    try:
        server.start()
        door = f"/p/{folder.tokens[0]}"
        named = {"a plaque's page": door,
                 "… in elder mode": door + "/elder",
                 "saying something": door + "/say",
                 "following by code": "/t",
                 "a village's board": f"/v/{BRANCH_DIVISION}"}
        done = subprocess.run(["node", str(SCRIPT), f"http://127.0.0.1:{server.port}", str(rounds),
                               *named.values()], capture_output=True, text=True, timeout=600, check=False)
        check(done.returncode == 0, done.stderr or done.stdout)
    finally:
        server.kill()
    told = json.loads(done.stdout)
    table = Table(f"first contentful paint on {folder.name}, 400 ms, 50 KB/s, a sixth of the processor")
    for name, path in named.items():
        check(told[path]["bytes"] > 0, f"{path} was not loaded")
        table.add(f"{name}, {told[path]['bytes'] / 1000:.1f} KB over the wire, ms", told[path]["painted"])
    table.show()
