"""datasketch, with its LSH index in a Redis server of its own, whose CPU seconds and memory count as well."""

import socket
import subprocess
import tempfile
import time
from contextlib import suppress

import redis
from index_datasketch import measure_index
from seen import Server


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def main() -> None:
    """Starts a server that keeps all in memory, and measures."""
    port = free_port()
    client = redis.Redis("127.0.0.1", port)

    def cpu() -> float:
        used = client.info("cpu")
        return float(used["used_cpu_user"] + used["used_cpu_sys"])

    def memory() -> int:
        return int(client.info("memory")["used_memory_peak"])

    with tempfile.TemporaryDirectory() as folder:
        options = ["--port", str(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no"]
        process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
        try:
            for _ in range(100):
                with suppress(redis.ConnectionError):
                    client.ping()
                    break
                time.sleep(0.05)
            storage = {"type": "redis", "redis": {"host": "127.0.0.1", "port": port}}
            measure_index(Server(cpu, memory), storage_config=storage)
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
