"""Letters of one script that stand in a word of the other because they look alike: «вoзврат» with a Latin o."""

from __future__ import annotations

from typing import Final

# Each Latin letter beside the Cyrillic one it is taken for; case matters, for «h» does not look like «н».
_PAIRS: Final = "AА aа BВ EЕ eе KК kк MМ mм HН OО oо PР pр CС cс TТ XХ xх YУ yу ëё ËЁ"
_TO_CYRILLIC: Final = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
_TO_LATIN: Final = {ord(pair[1]): pair[0] for pair in _PAIRS.split()}


def one_script(raw: str) -> str:
    """The word in one script where all its letters can be of one; else as it is.

    >>> one_script("вo3врaт"), one_script("iPhone"), one_script("VIPкарта")
    ('во3врат', 'iPhone', 'VIPкарта')
    """
    letters = [char for char in raw if char.isalpha()]
    cyrillic = [char for char in letters if "\u0400" <= char <= "\u04ff"]
    latin = [char for char in letters if char.isascii() or char in "ëË"]
    if not latin or not cyrillic or len(latin) + len(cyrillic) < len(letters):
        return raw
    only_latin = any(ord(char) not in _TO_CYRILLIC for char in latin)
    only_cyrillic = any(ord(char) not in _TO_LATIN for char in cyrillic)
    if only_latin and only_cyrillic:
        return raw
    if only_latin or (not only_cyrillic and len(latin) > len(cyrillic)):
        return raw.translate(_TO_LATIN)
    return raw.translate(_TO_CYRILLIC)

