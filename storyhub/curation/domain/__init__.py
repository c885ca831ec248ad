"""Plain values and calculations of curation: thresholds, the gate, ageing, acceptance, what a merge moves."""
