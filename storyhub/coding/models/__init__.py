"""Tables of coding."""

from storyhub.coding.models.codings import (
    Coding,
    CodingStep,
    Memo,
    TellerClaim,
)
from storyhub.coding.models.judging import (
    AdjudicatedCoding,
    Adjudication,
    AgreementResult,
    CodingVote,
)
from storyhub.coding.models.rounds import (
    CodingClaim,
    CodingPass,
    CodingRound,
    CodingSkip,
    PassEvent,
)
from storyhub.coding.models.training import TrainingCoding, TrainingItem, TrainingReading, TrainingReference, TrainingRun

__all__ = [
    "AdjudicatedCoding",
    "Adjudication",
    "AgreementResult",
    "Coding",
    "CodingClaim",
    "CodingPass",
    "CodingRound",
    "CodingSkip",
    "CodingStep",
    "CodingVote",
    "Memo",
    "PassEvent",
    "TellerClaim",
    "TrainingCoding",
    "TrainingItem",
    "TrainingReading",
    "TrainingReference",
    "TrainingRun",
]
