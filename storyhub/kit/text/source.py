"""What a person typed → the source text that is stored. It must not know Markdown, only characters.

Everything here is idempotent: cleaning a clean text changes nothing, so a text may pass through as often as it likes.
"""

import re
import unicodedata

from storyhub.kit.text.problems import TextProblem, TextProblemCode

MIN_CHARS = 30
MAX_CHARS = 20_000

# Looking at more than this is work for nobody: even when every second character is stripped it stays too long.
_RAW_FACTOR = 10
_LINE_ENDS = re.compile("\r\n?|\u0085|\u2028|\u2029")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Bidi embeddings, overrides and isolates let a text show other words than it holds; the rest is invisible or illegal in
# XML (DEL, C1, zero-width space, byte order mark, noncharacters). The zero-width joiner stays: emoji are built with it.
_INVISIBLE = re.compile(
    "[\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    + "".join(chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n){3,}")
_REPLACEMENT = "\ufffd"


def neutralise(text: str) -> str:
    """Drop invisible and direction-changing characters, then compose: a letter and its accent may have met."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def clean_source(raw: str, *, max_chars: int = MAX_CHARS, min_chars: int = 0) -> str:
    """Return `raw` with LF line ends, NFC, no invisible controls, at most two blank lines in a row and no blank ends.

    Lengths count code points after cleaning. A blank text is a problem only where `min_chars` asks for something.

    Raises: TextProblem
    """
    if len(raw) > max_chars * _RAW_FACTOR + 1000:
        raise TextProblem(TextProblemCode.TOO_LONG, max=max_chars, length=len(raw))
    if _SURROGATE.search(raw):
        raise TextProblem(TextProblemCode.LONE_SURROGATE)
    text = _LINE_ENDS.sub("\n", raw)
    if _FORBIDDEN.search(text):
        raise TextProblem(TextProblemCode.CONTROL_CHARACTERS)
    text = _BLANK_LINES.sub("\n\n\n", neutralise(text)).strip()
    _check_length(text, max_chars=max_chars, min_chars=min_chars)
    _check_decoded(text)
    return text


def _check_length(text: str, *, max_chars: int, min_chars: int) -> None:
    length = len(text)
    if not text and min_chars > 0:
        raise TextProblem(TextProblemCode.EMPTY, min=min_chars)
    if length < min_chars:
        raise TextProblem(TextProblemCode.TOO_SHORT, min=min_chars, length=length)
    if length > max_chars:
        raise TextProblem(TextProblemCode.TOO_LONG, max=max_chars, length=length)


def _check_decoded(text: str) -> None:
    """A few replacement characters are a scar; more than one in five visible characters is bytes read wrongly."""
    broken = text.count(_REPLACEMENT)
    if broken and broken * 5 > sum(not char.isspace() for char in text):
        raise TextProblem(TextProblemCode.UNDECODABLE, broken=broken)
