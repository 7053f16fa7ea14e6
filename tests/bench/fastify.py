"""What a small application in Node does with the same forms (fastify/rival.mjs), as one more rival."""
import socket
import subprocess
from pathlib import Path

import folders
from measure import check

FOLDER = Path(__file__).resolve().parent / "fastify"
TABLES = {"4": ("feedback", "feedback_codes", "journal_entries", "journal_leaves"), "1": ("said",)}


def is_there():
    """Fetches its packages once, by network; says so where that cannot be."""
    if (FOLDER / "node_modules" / "fastify").exists():
        return True
    done = subprocess.run(["npm", "--prefix", str(FOLDER), "ci"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"Fastify is not measured, npm could not install it: {done.stderr.strip()[-200:]}", flush=True)
    return done.returncode == 0


def take(folder, data, rows, send):
    """One round on a fresh copy; `send` sends its forms to a port and says how it went, and how many."""
    folders.settled_copy(folder.data, data)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    file = data / "lianghu.db"
    before = {table: 0 if table == "said" else folders.count(data, table) for table in TABLES[rows]}
    app = subprocess.Popen(["node", str(FOLDER / "rival.mjs"), str(port), str(file), rows],
                           stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    try:
        check(app.stdout.readline().strip() == "ready", "the application in Node does not start")
        told, count = send(port)
    finally:
        app.terminate()
        app.wait(timeout=20)
    for table, had in before.items():
        check(folders.count(data, table) == had + count, f"Fastify left out rows of {table}")
    return {"a_second": count / told["seconds"], "p99_ms": told["p99_ms"]}
