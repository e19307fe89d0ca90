"""What a server and its query workers say to each other over pipes: a question, and a reply with its body.

A frame is two lengths (big-endian, four bytes each), a head in JSON, and a body of bytes.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

LENGTHS: Final = struct.Struct(">II")

ANSWERED, READY = "answered", "ready"
BAD, UNKNOWN, LARGE, MOVED = "bad", "unknown", "large", "moved"
MEMORY, FAULT = "memory", "fault"


@dataclass(frozen=True, slots=True)
class Question:
    """A query that was found harmless, and how its answer is wanted.

    `syntax` is a name of `worker_rows.WRITERS` for rows and truth values, of `formats.GRAPH_TYPES` for graphs. `base`
    resolves relative IRIs. `default_graphs` and `named_graphs` choose the dataset; None leaves it as it is. At most
    `most` rows or triples are looked at; of the rows, `count` from the `first` on are written, in at most `size` bytes.
    `known` are IRIs of which the graph must say something, else the reply is UNKNOWN with the IRI as its message.
    `statements` are N-Quads that are asked instead of the snapshot. `sought` is the text that a stored query looks for.
    """

    text: str
    syntax: str
    most: int
    size: int
    base: str | None = None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    first: int = 0
    count: int | None = None
    known: tuple[str, ...] = ()
    statements: str = ""
    sought: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """A page or data of the site that is wanted: its decoded path, and the parameters of its address, decoded.

    A path without a suffix asks only whether there is such a thing. An answer has at most `size` bytes.
    """

    path: str
    query: tuple[tuple[str, str], ...] = ()
    size: int = 1 << 25


Asked = Question | Visit


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a question: `status` is a word of this module, `message` tells why it was not answered.

    Of a thing that was MOVED, `message` is the new path. `code` is the HTTP status of a page.
    `total` counts rows or triples, of which `truncated` says that there were more. `version` is the snapshot's.
    """

    status: str
    message: str = ""
    total: int = 0
    truncated: bool = False
    version: str = ""
    code: int = 200
    body: bytes = b""


def packed_question(asked: Asked) -> bytes:
    """Return a question as a frame."""
    return _frame(asdict(asked), b"")


def packed_reply(reply: Reply) -> bytes:
    """Return a reply as a frame."""
    head = asdict(reply)
    return _frame(head, head.pop("body"))


def _frame(head: dict[str, Any], body: bytes) -> bytes:
    said = json.dumps(head).encode()
    return LENGTHS.pack(len(said), len(body)) + said + body


def read_question(read: Callable[[int], bytes]) -> Asked | None:
    """Return the next question of a stream, or None at its end; `read` gives as many bytes as asked, or the rest."""
    lengths = read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    size, _ = LENGTHS.unpack(lengths)
    said = json.loads(read(size))
    if "path" in said:
        return Visit(**said | {"query": tuple((name, value) for name, value in said["query"])})
    for name in ("default_graphs", "named_graphs"):
        said[name] = None if said[name] is None else tuple(said[name])
    return Question(**said | {"known": tuple(said["known"])})


def unpacked_reply(head: bytes, body: bytes) -> Reply:
    """Return the reply of a frame's two parts."""
    return Reply(**json.loads(head), body=body)
