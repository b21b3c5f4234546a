"""Words with boxes to rows, columns and tables, whatever they were measured in.

Does not belong here: opening a file, and what the words mean.
"""
