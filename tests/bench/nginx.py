"""nginx with the very bytes of our pages as files: on a port and in a folder of its own."""
import os
import resource
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

# What a careful administrator sets for files that are read often: a worker a core, open files remembered,
# compressed ones beside the others, nothing logged (nor do we log in this measure).
CONFIGURATION = """
{user}
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
worker_processes auto;
worker_rlimit_nofile {files};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
daemon off;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  open_file_cache max={remembered} inactive=10m;
  open_file_cache_valid 10m;
  gzip_static on;
  gzip_vary on;
  brotli_static on;
  default_type "text/html; charset=utf-8";
  server_tokens off;
  server {{
    listen 127.0.0.1:{port} reuseport;
    root {folder}/root;
  }}
}}
"""


class Nginx:
    def __init__(self, folder):
        self._folder = folder
        self._process = None
        (folder / "root" / "p").mkdir(parents=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    @property
    def pid(self):
        return self._process.pid

    def put(self, token, page, packed):
        """`packed` by the ending that nginx looks for."""
        file = self._folder / "root" / "p" / token
        file.write_bytes(page)
        for ending, each in packed.items():
            file.with_name(f"{token}.{ending}").write_bytes(each)

    def start(self):
        # Workers of a master that root started become nobody, who may not read here.
        user = "user root;" if os.geteuid() == 0 else ""
        configuration = self._folder / "nginx.conf"
        # As many open files as the system allows a process: with all of them remembered nginx could not
        # open another, nor take a connection.
        files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        configuration.write_text(CONFIGURATION.format(user=user, folder=self._folder, port=self.port,
                                                      files=files, remembered=files // 2))
        with (self._folder / "output.log").open("wb") as log:
            self._process = subprocess.Popen(
                ["nginx", "-p", str(self._folder), "-c", str(configuration),
                 "-e", f"{self._folder}/error.log"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env={**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin"})
        until = time.monotonic() + 10
        while time.monotonic() < until and self._process.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=2)
            except urllib.error.HTTPError:
                return  # there is no start page, so a 404 or 403 is an answer
            except OSError:
                time.sleep(0.02)
        raise AssertionError(f"nginx does not start: {(self._folder / 'output.log').read_text()}")

    def stop(self):
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(timeout=10)
