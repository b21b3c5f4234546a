"""Words with boxes to rows, columns and tables, whatever they were measured in.

The way of a page: ``words`` (segments and lines), ``pages`` (tables, and text outside them),
``tables`` (a table over its pages: columns, rows, cells), ``cells`` (lines to running text).

- Which words of a page are read before others: ``page_columns``.
- Where words end and cells begin: ``spaces``, ``hard_spaces``, ``small_capitals``,
  ``leading``, ``justified``, ``text_objects``, and for texts as close as words ``gutters``,
  ``order_breaks``, ``exact_spaces``, ``close_texts``, ``writing``.
- Tables with uprights: ``rules``, ``lattice_frames``, ``lattices``, ``lattice_cells``, and what
  boxes leave out: ``lattice_rows``, ``lattice_labels``, ``band_rows``, ``cut_numbers``, ``rivers``,
  ``labels_outside``, ``label_uprights``.
- Tables without: ``regions`` with ``beside``, ``held_rows``, ``line_columns``, ``row_tops``,
  ``prose_between``, then ``region_parts`` with ``upright_ends``.
- Rows: ``bands``, ``rows``, ``parting``; over page breaks ``torn_rows``, ``page_rests``,
  ``page_feet``.
- Headers and columns: ``header_sizes``, ``columns``, ``wide_heads``, ``heads``, ``group_labels``,
  ``repeated_heads``, ``heads_again``, ``plain_heads``, ``middle_labels``, ``bold_labels``,
  ``middles``, ``head_whites``, ``heads_between``, ``head_middles``, ``hanging``.
- How sure all that is: ``doubts``.

Does not belong here: opening a file, and what the words mean.
"""
