"""How the reports speak, each thing said once: characters, numbers, dates, titles, headings.

Belongs here: words and forms of Swedish and of these reports as data, and the small pure
functions that recognise them in a text or a line. Does not belong here: where on a page
something stands (``readers``), what a table says (``tables``, ``parsers``).

Everything in ``extract`` may import this package; it imports only the waist
(``document``, ``report``).
"""
