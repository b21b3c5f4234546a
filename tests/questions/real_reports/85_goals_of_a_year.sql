-- sv: Hur många av kommunfullmäktiges områdesmål uppfylldes helt?
-- en: How many of the council's area goals were met fully?
-- read: 002_5d93a05e2ccf0c66.txt: all five (123), four (133) and seven (1283) of the three directions, each with Uppfylls helt below its heading
-- answer:
--   16 | 16
select sum(assessed)::integer, sum(fully)::integer
from v_goal_verksamhetsomradesmal
where report_key = 'hagersten-alvsjo-2024-vb'
