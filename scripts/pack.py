"""Lay Streamlit's static files into a folder, packed beside the plain ones: for a proxy that sends them itself.

`python -m scripts.pack FOLDER` makes FOLDER with `js/…`, `js/….br` and `js/….gz`.
"""

from __future__ import annotations

import gzip
import shutil
import sys
from pathlib import Path

import brotli
import streamlit

STATIC = Path(streamlit.__file__).parent / "static" / "static"
PACKED = {".js", ".css", ".svg"}
QUALITY = 6
"""Of Brotli, as the app itself packs: the best would save a tenth and take a minute."""


def pack(folder: Path) -> None:
    """Copy all files, and write what is worth packing twice more: for browsers over HTTPS and for all others."""
    shutil.copytree(STATIC, folder, dirs_exist_ok=True)
    for path in folder.rglob("*"):
        if path.suffix in PACKED:
            content = path.read_bytes()
            path.with_name(f"{path.name}.br").write_bytes(brotli.compress(content, quality=QUALITY))
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, mtime=0))


if __name__ == "__main__":
    pack(Path(sys.argv[1]))
