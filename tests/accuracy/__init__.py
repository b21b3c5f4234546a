"""How well reports are read, measured against truth that a person or the generator made.

``python -m tests.accuracy`` (``make accuracy``) prints precision, recall and exact cells
per document and kind and lists every miss. It judges; it never corrects.
"""
