-- sv: Hur många personer hanterade individ- och familjeomsorgen första kvartalet?
-- en: How many people were handled in the first quarter?
-- read: 001_b5eac283542a64e6.txt 4137 and 4189, the column 2021: 1 077 + 296, each with "* Unika individer"
-- answer:
--   personer | 1373
select any_value(unit), sum(value)::integer
from fact_key_figure
where report_key = 'enskede-arsta-vantor-2021-t1' and figure_label = 'Hanterade ärenden'
and period_year = 2021
