"""The words of the examples. Sample text, hence not translated; the longest word a browser may have to break is among them."""

TITLE = "Which hymn, which tune"
TEXT = "They rang before we had thought of asking, and said what it would cost."
QUOTE = "They rang before we had thought of asking"
NAME = "Help that comes first is worth more than help on request"
STATEMENT = "Help offered before it is asked for binds a customer more than the same help asked for."
LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz, said the assessor, is not among the things we insure here. "
