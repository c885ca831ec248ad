"""What the words of the reading pages are called: where a law stands, and what each stage of a customer's way is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storyhub.coding.domain.strength import Trend
from storyhub.kit.i18n import lazy_gettext as _
from storyhub.reading.domain.standing import Standing
from storyhub.stories.domain.words import Stage

STANDINGS: Mapping[str, object] = {
    Standing.supported: _("with stories"),
    Standing.awaiting: _("awaiting evidence"),
    Standing.contested: _("contested"),
}
TRENDS: Mapping[str, object] = {
    Trend.contested: _("contested"),
    Trend.growing: _("growing"),
    Trend.fading: _("fading"),
    Trend.steady: _("steady"),
}
# The columns of a story that hold a rating.
SCALE_LABELS: Mapping[str, object] = {
    "price": _("Price"),
    "time": _("Time"),
    "service": _("Service"),
    "convenience": _("Convenience"),
    "speed": _("Speed"),
    "empathy": _("Empathy"),
    "rating": _("Rating"),
}


@dataclass(frozen=True, slots=True)
class StageText:
    """Lazy texts: the name, when it is, what happens in it, and the question it asks a teller."""

    name: Any
    when: Any
    text: Any
    question: Any


STAGE_TEXTS: Mapping[str, StageText] = {
    Stage.imagination: StageText(
        name=_("Imagination"),
        when=_("Before anything is bought"),
        text=_(
            "A customer first meets the company in their head: in a friend’s remark, a photograph, a page that opens or does not. "
            "Everything received later is compared with this picture, so loyalty begins with how honestly it was painted."
        ),
        question=_("What did you picture, and who painted the picture?"),
    ),
    Stage.persuasion: StageText(
        name=_("Persuasion"),
        when=_("Choosing, ordering, paying"),
        text=_(
            "Doubts are fair here, and pressing does not remove them. A plain answer, a clear price and an easy way to change one’s mind "
            "do. Whoever felt helped will stay; whoever felt caught will leave, even if the purchase was good."
        ),
        question=_("What removed your last doubt, or planted one?"),
    ),
    Stage.experience: StageText(
        name=_("Experience"),
        when=_("Service, delivery, daily life with the thing"),
        text=_(
            "The start, the middle and the end all count, but memory keeps the strongest moment and the last one. "
            "Speed, ease and a promise kept weigh more here than any surprise."
        ),
        question=_("Which moment do you still remember?"),
    ),
    Stage.feedback: StageText(
        name=_("Feedback"),
        when=_("Afterwards: questions, complaints, thanks"),
        text=_(
            "Asking a customer in person, and doing something with the answer, turns one purchase into a relation. "
            "A complaint is a way back that the customer keeps open. Silence is an answer as well."
        ),
        question=_("Did anybody ask you, and what happened then?"),
    ),
}


def standing_label(word: str) -> str:
    return str(STANDINGS[word])


def trend_label(word: str) -> str:
    return str(TRENDS[word])
