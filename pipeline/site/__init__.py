"""A release as a folder of plain pages: on a web server, or on a stick.

Belongs here: what the pages show and where they lead; all of it comes from one published
release. No page needs a script, a network or a server: a figure is a link to the page of
its report, where the cell is marked. Swedish for people who read reports.

Find a page: ``rooms`` has one function for each kind; ``source`` puts the printed text of
a report together, with an anchor at every fact; ``archive`` is what they ask of the
database; ``templates`` how they look. Does not belong here: pages that ask questions
(``dashboard``), and what is computed (the marts).
"""

from pipeline.site.build import build_site

__all__ = ["build_site"]
