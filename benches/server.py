"""A real `onramp serve` on the loopback interface, and what it costs, from /proc."""

import http.client
import os
import signal
import socket
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def cpu_seconds(pid):
    """User and system time of a process and all its threads (proc(5): utime and stime)."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_mb(pid):
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0


def most_resident_mb(pid):
    """The most memory that a process had at any time (proc_pid_status(5): VmHWM)."""
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def tree(pid):
    """A process and its descendants."""
    found = [pid]
    for parent in found:
        try:
            with open(f"/proc/{parent}/task/{parent}/children", encoding="ascii") as children:
                found.extend(int(child) for child in children.read().split())
        except FileNotFoundError:
            pass
    return found


def headers_of(reply):
    """By lower-case name; of a header that repeats, one line each."""
    found = {}
    for name, value in reply.getheaders():
        name = name.lower()
        found[name] = f"{found[name]}\n{value}" if name in found else value
    return found


class Server:
    """Started at once; `started_in` is from the start of the process to the first 200."""

    def __init__(self, command, path, environment=None, patience=60, port=None):
        self.port = port or free_port()
        self.address = f"127.0.0.1:{self.port}"
        command = [word.replace("{port}", str(self.port)) for word in command]
        begin = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            env={**os.environ, "ONRAMP_LOG": "error", **(environment or {})},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.pid = self.process.pid
        self.started_in = self.wait(path, begin, patience)

    def wait(self, path, begin, patience):
        while time.perf_counter() - begin < patience:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}")
            try:
                if self.get(path)[0] == 200:
                    return time.perf_counter() - begin
            except OSError:
                pass
            time.sleep(0.002)
        self.stop()
        raise RuntimeError(f"no answer within {patience} s")

    def request(self, method, path, headers=None, body=None, timeout=120):
        """Status, headers, body as it came over the wire."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            reply = connection.getresponse()
            return reply.status, headers_of(reply), reply.read()
        finally:
            connection.close()

    def get(self, path, headers=None):
        return self.request("GET", path, headers)

    def cpu_seconds(self):
        return sum(cpu_seconds(pid) for pid in tree(self.pid))

    def resident_mb(self):
        return sum(resident_mb(pid) for pid in tree(self.pid))

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


# A load is far faster than anybody may be.
UNLIMITED = {"ONRAMP_LIMIT_CHANGES": "0", "ONRAMP_LIMIT_COSTLY": "0", "ONRAMP_LIMIT_ADDRESS": "0"}


def onramp(bench, database, patience=60):
    """`onramp serve` on a database."""
    command = [bench.binary("onramp"), "serve", "--database-url", database, "--listen", "127.0.0.1:{port}"]
    return Server(command, "/health/ready", UNLIMITED, patience=patience)
