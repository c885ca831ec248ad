"""Reads of the moderation desk."""

from storyhub.moderation.queries.claims import Claim, claim_of, undoable
from storyhub.moderation.queries.marks import Pending
from storyhub.moderation.queries.queue import Claimed, Filters, QueueCounts, QueuedTask, TaskState, queue_counts, queued_tasks
from storyhub.moderation.queries.reports import published_sentences
from storyhub.moderation.queries.task import DecisionMade, TaskNotice, TaskPage, decisions_after, find_story, task_page

__all__ = [
    "Claim",
    "Claimed",
    "DecisionMade",
    "Filters",
    "Pending",
    "QueueCounts",
    "QueuedTask",
    "TaskNotice",
    "TaskPage",
    "TaskState",
    "claim_of",
    "decisions_after",
    "find_story",
    "published_sentences",
    "queue_counts",
    "queued_tasks",
    "task_page",
    "undoable",
]
