-- sv: Hur många klagomål fick återkoppling och hur många ledde till åtgärd?
-- en: How many complaints were answered, and how many led to measures?
-- read: 002_5d93a05e2ccf0c66.txt 2762-2763: 431 and 362
-- answer:
--   431.0 | 362.0
select sum(number) filter (category_group = 'Återkoppling'),
    sum(number) filter (category_group = 'Åtgärder')
from mart_complaint
where report_year = 2024
