"""OAI-PMH as plain values and text: arguments, dates, tokens, the two formats. Knows neither database nor HTTP."""
