"""The one type that templates print without escaping. Not how safe HTML is made."""

from markupsafe import Markup


class Html(Markup):
    """HTML made by this package: sanitised, escaped, canonical.

    Never call it outside `kit.text`; HTML read back from the database goes through `stored_html`.
    """

    __slots__ = ()
