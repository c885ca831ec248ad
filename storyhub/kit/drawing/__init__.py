"""Pictures made of words and plain figures: the card that a shared link shows. Knows neither requests nor rows."""

from storyhub.kit.drawing.card import HEIGHT, WIDTH, Card, Figure, draw, fingerprint

__all__ = ["HEIGHT", "WIDTH", "Card", "Figure", "draw", "fingerprint"]
