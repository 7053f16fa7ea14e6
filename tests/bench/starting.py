"""From the start of the program to its first answered page, and the memory it then keeps."""
import http.client
import time

from client import Server
from measure import Table, check, memory


class Hurried(Server):
    """Asks for a page as soon as anybody listens."""

    def seconds_to_first_page(self, path):
        began = time.monotonic()
        self.launch()
        while time.monotonic() - began < 20:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
            except ConnectionRefusedError:
                time.sleep(0.0005)
                continue
            finally:
                connection.close()
            check(answer.status == 200, f"{path}: {answer.status}")
            return time.monotonic() - began
        raise AssertionError("the server does not start")


def measure(file, folder, times):
    server = Hurried(file, folder.data, ["--quiet"])
    seconds, resident, own = [], [], []
    try:
        for number in range(times):
            token = folder.tokens[number * 37 % len(folder.tokens)]
            seconds.append(server.seconds_to_first_page(f"/p/{token}"))
            time.sleep(1.5)  # the first tick of its clock is then behind it
            of_all, of_its_own = memory(server.pid)
            resident.append(of_all)
            own.append(of_its_own)
            server.terminate()
    finally:
        server.kill()
    table = Table(f"start on {folder.name}")
    table.add("start to first answered page, ms", [each * 1000 for each in seconds])
    table.add("idle resident memory, MB", resident)
    table.add("  of it the program's own", own)
    table.show()
