"""Runs the system's nginx with `deploy/nginx.conf`, on this machine alone."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests import debian

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
BROTLI = Path(os.environ.get("NGINX_BROTLI", "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"))

_MAIN = """{load}
{user}
daemon off;
worker_processes 2;
pid nginx.pid;
error_log error.log;
events {{ worker_connections 4096; }}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  include site.conf;
}}
"""  # noqa: E501


def find() -> str | None:
    """The path of nginx, or none; Debian keeps it where only root looks."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def served(dest: Path, work: Path) -> Iterator[str]:
    """Serve what `catalogue publish` wrote into `dest`; gives the address, which ends with a slash.

    `work` is a folder that nginx may write into.
    """
    work.mkdir(parents=True, exist_ok=True)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    conf = (DEPLOY / "nginx.conf").read_text("utf-8")
    conf = conf.replace("listen 8080;", f"listen 127.0.0.1:{port};").replace("/srv/knowledge-base", str(dest))
    if BROTLI.is_file():
        conf = conf.replace("gzip_static on;", f"gzip_static on;\n  include {DEPLOY / 'brotli.conf'};")
    (work / "site.conf").write_text(conf, "utf-8")
    load = f"load_module {BROTLI};" if BROTLI.is_file() else ""
    user = "user root;" if os.geteuid() == 0 else ""
    (work / "main.conf").write_text(_MAIN.format(load=load, user=user), "utf-8")
    words = [find() or "nginx", "-p", str(work), "-c", "main.conf"]
    checked = subprocess.run([*words, "-t"], capture_output=True, text=True, check=False)
    # Nothing is said but that all is well: a warning is a fault of the configuration.
    assert checked.returncode == 0 and not re.search(r"\[(warn|emerg|error)\]", checked.stderr), checked.stderr
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    try:
        _await(port, process)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        with closing(socket.socket()) as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "nginx ended at once"
        time.sleep(0.02)
    raise AssertionError("nginx did not start")


def main() -> int:
    """Install nginx where that can be done, and say plainly when there is none; never fails."""
    if find() is None and "--install" in sys.argv:
        debian.install("nginx-light")
    if find() is None:
        print("nginx is not installed, so the tests of deploy/nginx.conf are left out. Install nginx to run them.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
