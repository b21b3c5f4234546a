"""Readers: the bytes of one file to a ``Document``. One module a format.

Belongs here: everything that depends on how a document reached us. A reader finds
pages, paragraphs, tables and cells; it does not know what an indicator means, though
flow text needs to recognise the headers and row ends of its tables.
"""
