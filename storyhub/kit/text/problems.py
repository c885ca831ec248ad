"""Why a text cannot be taken. Codes only: the words for people belong to the forms, which know the language."""

from enum import StrEnum


class TextProblemCode(StrEnum):
    """One code per thing that the writer can do something about."""

    EMPTY = "empty"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    CONTROL_CHARACTERS = "control_characters"
    LONE_SURROGATE = "lone_surrogate"
    UNDECODABLE = "undecodable"
    TOO_COMPLEX = "too_complex"


class TextProblem(ValueError):
    """A text was refused; `code` says why, `params` holds what a message may name. Never holds the text itself."""

    def __init__(self, code: TextProblemCode, **params: int | str) -> None:
        details = ", ".join(f"{name}={value}" for name, value in params.items())
        super().__init__(f"text refused: {code}" + (f" ({details})" if details else ""))
        self.code = code
        self.params: dict[str, int | str] = params
