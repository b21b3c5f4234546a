-- sv: Hur många helårspersoner räknar planen med inom funktionsnedsättning?
-- en: How many full-year persons does the plan reckon with for people with disabilities?
-- read: 001_b5eac283542a64e6.txt 4383-4397, the column VP 2021: 98 + 43 + 121 + 8 + 88 + 348 + 44 are the 750 of Summa; LASS-ärenden stands behind it
-- answer:
--   750 | 750
select sum(value_not_additive) filter (where adds_to_total)::integer,
    sum(value_not_additive) filter (where is_total)::integer
from v_key_figure
where report_key = 'enskede-arsta-vantor-2021-t1' and unit = 'helårspersoner' and statistic = 'budget'
