"""What a running instance is made of, and which feature speaks to which through whom.

Only `wsgi`, `__main__` and the tests call `create_app`.
"""

from storyhub.wiring.app import create_app, open_database
from storyhub.wiring.features import commands
from storyhub.wiring.hub import Hub
from storyhub.wiring.site import SITE

__all__ = ["SITE", "Hub", "commands", "create_app", "open_database"]
