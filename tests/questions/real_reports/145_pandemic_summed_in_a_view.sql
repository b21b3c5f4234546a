-- sv: Vad kostade pandemin, om man bara summerar?
-- en: What did the pandemic cost if one simply sums?
-- read: 001_b5eac283542a64e6.txt 4074-4087: 2 255 + 9 228 + 198 tkr; the printed sum 11 680 (4089) is rounded; 4103: 8,7 mnkr of grants
-- answer:
--   11681000 | 8700000
select sum(cost_sek)::integer, sum(state_grant_sek)::integer
from v_pandemic
where report_key = 'enskede-arsta-vantor-2021-t1'
