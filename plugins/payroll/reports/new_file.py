"""A file that is there whole or not at all, and never in the place of another one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp


@contextmanager
def new_file(path: Path, content: bytes) -> Iterator[None]:
    """Write the content beside `path`, and give it that name when the block has ended well.

    Only its owner may read the file: it holds what people are paid for.

    Raises:
        FileExistsError: by then there is a file of that name; it stays as it is.
        OSError: the folder does not exist, is full, or may not be written.
    """
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield
        path.hardlink_to(written)
    finally:
        written.unlink()
