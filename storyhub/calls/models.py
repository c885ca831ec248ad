"""The table of calls: dated themes that stories answer. Which stories do, the stories know."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storyhub.kit.db import Base, UTCDateTime


class Call(Base):
    """One call. Its slug never changes; `text_html_…` is rendered once from Markdown.

    `closed_at`: closed before `closes_on`; its page stays. `withdrawn_at`: its page is gone; the stories stay, without it.
    """

    __tablename__ = "call"
    __table_args__ = (
        CheckConstraint("opens_on <= closes_on", name="days"),
        CheckConstraint("goal BETWEEN 1 AND 100000", name="goal"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column()
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title_ru: Mapped[str] = mapped_column(String(120))
    title_en: Mapped[str] = mapped_column(String(120))
    text_ru: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text)
    text_html_ru: Mapped[str] = mapped_column(Text)
    text_html_en: Mapped[str] = mapped_column(Text)
    opens_on: Mapped[date] = mapped_column(Date)
    closes_on: Mapped[date] = mapped_column(Date)
    goal: Mapped[int | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    # Two people who change one at once: the second one is told.
    __mapper_args__ = {"version_id_col": version_id}
