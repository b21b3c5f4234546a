-- sv: Vilka rader om budgetföljsamhet och bostäder ska slås upp innan de citeras?
-- en: Which figures of keeping the budget and of flats must be looked up before they are quoted?
-- read: 001_b5eac283542a64e6.txt 2715-2718 and 3471-3488: three and four values stand in seven columns, and nothing settles which are empty
-- answer:
--   2715 | 3
--   3475 | 1
--   3478 | 2
--   3485 | 3
select source_line_start, count(*)
from fact_indicator_value
where source_file = '001_b5eac283542a64e6.txt' and source_line_start in (2715, 3475, 3478, 3485)
and confidence < 0.95 and len(alternatives) > 0
group by source_line_start order by source_line_start
