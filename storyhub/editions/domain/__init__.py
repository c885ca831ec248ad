"""Plain values of editions: what a frozen edition holds, how it is written canonically, how two of them differ."""
