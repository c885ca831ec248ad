"""Sentences moderators send again and again, in the language of the story. Chosen from a list and changed before they are sent.

They are words to a teller, not interface texts: both languages are needed whatever language the page is in.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One ready message. `title_…` is what the list shows, `text_…` what is sent."""

    key: str
    action: str
    title_ru: str
    title_en: str
    text_ru: str
    text_en: str

    def title(self, lang: str) -> str:
        return self.title_ru if lang == "ru" else self.title_en

    def text(self, lang: str) -> str:
        return self.text_ru if lang == "ru" else self.text_en


MESSAGES = (
    Message(
        "person",
        "ask",
        "Чужое имя или телефон",
        "Somebody’s name or number",
        "Спасибо за историю! В ней названы имя или телефон частного лица. Пожалуйста, уберите их: рассказ от этого не пострадает, "
        "а человек останется в безопасности.",
        "Thank you for the story! It names a private person or gives their number. Please leave that out: the story loses nothing, and "
        "the person stays safe.",
    ),
    Message(
        "more",
        "ask",
        "Непонятно, что произошло",
        "Unclear what happened",
        "Спасибо, что рассказали! Нам не до конца понятно, что произошло. Добавьте, пожалуйста, одно-два предложения: чего вы ждали, "
        "что получили и чем всё кончилось.",
        "Thank you for telling us! We do not quite understand what happened. Please add a sentence or two: what you expected, what you "
        "got, and how it ended.",
    ),
    Message(
        "accusation",
        "ask",
        "Обвинение без подтверждения",
        "An accusation nobody can check",
        "Спасибо за историю! В ней есть обвинение в преступлении, которое мы не можем проверить. Пожалуйста, расскажите, что вы видели "
        "и слышали сами, без выводов о вине.",
        "Thank you for the story! It accuses somebody of a crime, which we cannot check. Please tell us what you saw and heard yourself, "
        "without saying who is guilty.",
    ),
    Message(
        "advertising",
        "decline",
        "Похоже на рекламу",
        "Looks like advertising",
        "Текст похож на рекламу. Здесь мы публикуем рассказы людей о том, что они пережили как клиенты. Будем рады такой истории от вас.",
        "The text reads like advertising. What we publish here is what people lived through as customers. We would be glad of such a "
        "story from you.",
    ),
    Message(
        "no_story",
        "decline",
        "Это не история",
        "Not a story",
        "Спасибо, что написали. Нам нужен рассказ о том, что произошло с вами как с клиентом; здесь его не получилось. Расскажите, "
        "пожалуйста, о случае, который вам запомнился.",
        "Thank you for writing. What we need is what happened to you as a customer; this text does not tell it. Please tell us about "
        "something that stayed in your mind.",
    ),
    Message(
        "duplicate",
        "decline",
        "Такая история уже есть",
        "Here already",
        "Эта история уже есть на сайте, поэтому второй раз мы её не публикуем. Первую можно дополнить с её кодом.",
        "This story is on the site already, so we do not publish it a second time. You can add to the first one with its code.",
    ),
)

# What the teller of a story that was told already reads, unless the moderator writes it anew.
TOLD_TWICE = Message(
    "told_twice",
    "merge",
    "Об этом уже рассказано",
    "Told already",
    "Эту историю нам уже рассказали, поэтому второй раз мы её не публикуем. Ваш код продолжает работать: на его странице видно, где "
    "история живёт.",
    "This story has been told to us already, so we do not publish it a second time. Your code keeps working: its page says where the "
    "story lives.",
)


def messages_for(action: str) -> tuple[Message, ...]:
    return tuple(message for message in MESSAGES if message.action == action)


def message_text(key: str, action: str, lang: str) -> str:
    """The text of a ready message, or nothing.

    >>> message_text("person", "decline", "en")
    ''
    """
    return next((message.text(lang) for message in messages_for(action) if message.key == key), "")
