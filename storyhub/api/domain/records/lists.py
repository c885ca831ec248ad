"""What every long list is asked: how much of it, and from where on."""

from __future__ import annotations

from typing import Annotated, Literal

from storyhub.api.domain.about import About
from storyhub.api.domain.cursor import LONGEST

MOST, USUAL = 100, 20

Limit = Annotated[int, About("How many at most", least=1, most=MOST)]
Cursor = Annotated[str | None, About("Where to go on: as it stands in `next`, and nothing else", longest=LONGEST)]
Next = Annotated[str | None, About("The address of the next page; null on the last one")]
Lang = Literal["ru", "en"]
TextsIn = Annotated[Lang, About("The language of the texts; where one is missing, the other")]
LawKey = Annotated[str, About("`12`, or `P-7` for a proposal", pattern=r"(?:P-)?[1-9][0-9]{0,8}", example="12")]
StoryId = Annotated[str, About("The number of a story", pattern=r"S-[0-9]{6,10}", example="S-000001")]
