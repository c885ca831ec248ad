"""Plain shapes of a backup: what its manifest says, which names its members may have, what a ledger of withdrawals holds."""
