"""What a slip costs: 1 for any letter, less where the ear, the hand or the rules of spelling lead astray."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

SWAPPED = 0.7
DOUBLED = 0.4
FIRST_LETTER = 0.5
_SOUNDS: Final = {
    0.3: "ъь",
    0.5: "ао еи ея иы эе ий гх ие ою ая сз дт жш бп вф кг шщ чщ гв ую цс "
    "ei ea ou ae ao iy ck sz cs kq fv mn uo",
}
_RARELY_HEARD: Final = {"ь": 0.5, "ъ": 0.5, "й": 0.7, "т": 0.8, "в": 0.8, "л": 0.8, "е": 0.8, "e": 0.7, "h": 0.7}
_ROWS: Final = (("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"), ("qwertyuiop", "asdfghjkl", "zxcvbnm"))
NEIGHBOURING_KEY = 0.7

Costs = NDArray[np.float32]


def _byte(letter: str) -> int:
    return letter.encode("cp1251")[0]


def _changing() -> Costs:
    """`[typed, meant]` for every pair of letters."""
    costs = np.ones((256, 256), dtype=np.float32)
    np.fill_diagonal(costs, 0)
    for rows in _ROWS:
        places = {letter: (row, column + row / 2) for row, keys in enumerate(rows) for column, letter in enumerate(keys)}
        for one, (row, column) in places.items():
            for other, (other_row, other_column) in places.items():
                if one != other and abs(row - other_row) <= 1 and abs(column - other_column) <= 1:
                    costs[_byte(one), _byte(other)] = NEIGHBOURING_KEY
    for cost, pairs in _SOUNDS.items():
        for pair in pairs.split():
            one, other = pair[0], pair[1]
            costs[_byte(one), _byte(other)] = costs[_byte(other), _byte(one)] = cost
    return costs


def _leaving_out() -> Costs:
    """`[letter]` that is meant but was not typed, or typed but not meant."""
    costs = np.ones(256, dtype=np.float32)
    for letter, cost in _RARELY_HEARD.items():
        costs[_byte(letter)] = cost
    return costs


CHANGED: Final = _changing()
LEFT_OUT: Final = _leaving_out()
