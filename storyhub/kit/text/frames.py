"""Length-prefixed JSON between the renderer and its worker. It must not know what the messages mean."""

import json
import struct
from typing import Any

HEADER = struct.Struct(">I")
# An answer holds HTML of 200 kB and plain text at most; anything larger is a broken pipe, not a message.
MAX_FRAME = 8_000_000

Message = dict[str, Any]


def packed(message: Message) -> bytes:
    """Return `message` as one frame."""
    body = json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return HEADER.pack(len(body)) + body


def unpacked(body: bytes) -> Message:
    """Return the message in the body of a frame. Raises: ValueError, TypeError"""
    message = json.loads(body)
    if not isinstance(message, dict):
        raise TypeError("a frame holds an object")
    return message
