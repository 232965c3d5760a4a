"""What an hour of coming and going leaves in the server's memory: nothing of those who left."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest
from sqlalchemy.pool import QueuePool

from data.engine import CACHE, engine_for, reading

HEAPS_OF_TWENTY_THREADS = """
import ctypes
from threading import Barrier, Thread
from components.process import share_heaps

def work():
    kept = [bytes(5000) for _ in range(20)]
    together.wait()
    del kept

share_heaps()
together = Barrier(20)
threads = [Thread(target=work) for _ in range(20)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc = ctypes.CDLL(None)
libc.malloc_info(0, ctypes.c_void_p.in_dll(libc, "stdout"))
libc.fflush(None)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only this C library opens heaps for threads")
def test_twenty_threads_share_two_heaps() -> None:
    printed = subprocess.run([sys.executable, "-c", HEAPS_OF_TWENTY_THREADS], stdout=subprocess.PIPE, check=True)
    assert printed.stdout.count(b"<heap nr=") == 2


def test_a_connection_to_sqlite_keeps_half_a_megabyte_of_the_file_and_the_last_one_used_is_used_next(
    database: str,
) -> None:
    def kept() -> tuple[int, int]:
        with reading() as connection:
            return connection.exec_driver_sql("PRAGMA cache_size").scalar_one(), id(
                connection.connection.dbapi_connection
            )

    with reading(), reading():
        pass  # two connections are open now
    assert kept() == kept()
    assert kept()[0] == -CACHE
    assert isinstance(engine_for(database).pool, QueuePool)
