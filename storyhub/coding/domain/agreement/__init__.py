"""How far coders agree: measures, and what they are taken of. Pure: the standard library and numpy.

`alpha`, `kappa`, `fleiss` and `percent` are the textbook measures for any values. `pieces`, `spans`, `sums`, `pairs`, `bootstrap` and
`figures` are the same for "marked or not marked", for many laws at once. An undefined figure is None, never 1.0.
"""
