"""From what a person typed to what a page may show: clean source, safe HTML, plain text, marks.

The only room that imports markdown, bleach and nh3, and the only one that creates `Html`, the type templates print
unescaped. It knows neither requests nor rows: callers hand in strings and keep what comes back.
"""

from storyhub.kit.text.anchors import find_unique, surrounding
from storyhub.kit.text.html import Html
from storyhub.kit.text.json_block import json_block
from storyhub.kit.text.language import detect_language
from storyhub.kit.text.limits import check_limits
from storyhub.kit.text.marking import Mark, highlight, mark_up
from storyhub.kit.text.plain import plain_of
from storyhub.kit.text.portable import portable_html
from storyhub.kit.text.problems import TextProblem, TextProblemCode
from storyhub.kit.text.renderer import Renderer
from storyhub.kit.text.rendering import PIPELINE, Rendered, law_html, render, stored_html
from storyhub.kit.text.sanitizing import Sanitizer
from storyhub.kit.text.sentences import sentences
from storyhub.kit.text.source import MAX_CHARS, MIN_CHARS, clean_source
from storyhub.kit.text.spans import Span
from storyhub.kit.text.typography import typeset, typeset_html

__all__ = [
    "MAX_CHARS",
    "MIN_CHARS",
    "PIPELINE",
    "Html",
    "Mark",
    "Rendered",
    "Renderer",
    "Sanitizer",
    "Span",
    "TextProblem",
    "TextProblemCode",
    "check_limits",
    "clean_source",
    "detect_language",
    "find_unique",
    "highlight",
    "json_block",
    "law_html",
    "mark_up",
    "plain_of",
    "portable_html",
    "render",
    "sentences",
    "stored_html",
    "surrounding",
    "typeset",
    "typeset_html",
]
