"""
What makes Pulumi's commands quicker in tests than in front of a user, a second for each.

Nothing of ours takes part in what is left out: the commands of the README, those of the documentation and the folder plugins run without.
"""

import atexit
import base64
import json
import shutil
import subprocess
import sys
import tempfile
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@cache
def python() -> Path:
    """
    A folder of this Python's executables. Its `python` has the list of packages by heart, for which the language host asks pip before
    each command, half a second each time.
    """
    folder = Path(tempfile.mkdtemp(prefix="appflow-python-"))
    atexit.register(shutil.rmtree, folder)
    asked = ["-m", "pip", "list", "-v", "--format", "json"]
    listed = subprocess.run([sys.executable, *asked], stdout=subprocess.PIPE, check=True)
    (folder / "packages.json").write_bytes(listed.stdout)
    made = folder / "bin"
    made.mkdir()
    for each in Path(sys.executable).parent.iterdir():
        if not each.name.startswith("python"):
            (made / each.name).symlink_to(each)
    for name in ("python", "python3"):
        (made / name).write_text(
            f'#!/bin/sh\n[ "$*" = "{" ".join(asked)}" ] && exec cat "{folder}/packages.json"\n'
            f'exec "{sys.executable}" "$@"\n'
        )
        (made / name).chmod(0o755)
    return made


class _Keys(BaseHTTPRequestHandler):
    """AWS KMS, as far as Pulumi uses it, with a lock that anybody opens: what is encrypted is what was sent."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        text = asked.get("CiphertextBlob") or asked["Plaintext"]
        reply = json.dumps({"KeyId": "tests", "Plaintext": text, "CiphertextBlob": text})
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.1")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply.encode())

    def log_message(self, *_: object) -> None:
        return


@cache
def keys() -> str:
    """
    The URL of a key service. With it the engine encrypts a stack's secrets with a key of 32 bytes; to derive one from a passphrase takes
    0.2 seconds of each command.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Keys)
    threading.Thread(target=server.serve_forever, name="keys", daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


SECRETS = {
    "secretsprovider": "awskms://tests?region=eu-west-1&awssdk=v2",
    "encryptedkey": base64.b64encode(b"the key of these tests' secrets.").decode(),
}
