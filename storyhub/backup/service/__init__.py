"""Making a backup, checking one, and restoring. Knows files and the database; how an instance is put together, its caller knows."""

from storyhub.backup.service.archive import checked
from storyhub.backup.service.ledgers import read_ledger
from storyhub.backup.service.making import make_backup
from storyhub.backup.service.replaying import replay, requeue
from storyhub.backup.service.restoring import restore

__all__ = ["checked", "make_backup", "read_ledger", "replay", "requeue", "restore"]
