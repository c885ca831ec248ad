"""What in a text points at a person: addresses, numbers, names; and coarse words as a hint.

It must not know who asks, what is done with a finding, or any database. A finding is a hint for a person who decides: nothing here
changes a text.
"""

from storyhub.kit.personal.finding import Finding, Kind
from storyhub.kit.personal.placeholders import placeholder
from storyhub.kit.personal.scan import findings

__all__ = ["Finding", "Kind", "findings", "placeholder"]
