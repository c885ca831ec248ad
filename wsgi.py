"""The WSGI entry: `flask --app wsgi run`, `gunicorn wsgi:app`."""

from config import Settings
from storyhub.wiring import create_app

app = create_app(Settings.from_env())
