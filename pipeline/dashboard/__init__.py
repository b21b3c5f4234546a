"""The dashboard: pages over the published database, each figure one click from its print.

Belongs here, each module importing only those before it:

- ``words`` and ``numerals``: what stands on the screen, in Swedish and English;
- ``view``: the address of a page, which holds the whole state of what is seen;
- ``release`` and ``queries``: the published file, followed without restart, and all SQL;
- ``figures`` and ``tables``: a number with its place and its doubts, the exact table beside a
  chart; ``downloads`` writes a table as CSV, XLSX or Parquet; ``charts`` draws as SVG;
- ``places``: from a figure to the picture of where it is printed;
- ``pages``: one module a page; ``app`` puts them behind the guard of ``pipeline.server``.

Pages are rendered on the server and hold no script that they need: a page is what its
address says, works by keyboard and on paper, and nothing is fetched from outside.

Does not belong here: anything that writes, and any arithmetic that a mart could do.
"""
