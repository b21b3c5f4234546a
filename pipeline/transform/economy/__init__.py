"""Typed economy facts: what the cells of known tables mean.

Belongs here: data that says what a column label, a row label or a sign means, and the
functions that apply it: ``labels`` (words of columns and rows), ``money`` and ``units``,
``areas`` (service areas), ``periods`` (times), ``applications`` (lists of what is applied
for), and one module a fact: ``budget``, ``result_units``, ``investments``,
``balance_sheet``, ``pandemic``, ``key_figures``.

Nothing is typed by guess: a cell whose column or row is not understood stays in
``fact_table_cell`` only, and ``mart_coverage`` counts it.
"""
