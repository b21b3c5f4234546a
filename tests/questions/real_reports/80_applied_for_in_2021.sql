-- sv: Hur mycket ansöktes det om i T1 2021?
-- en: How much was applied for in T1 2021?
-- read: 001_b5eac283542a64e6.txt 8-28: 3,38 + 0,7 + 0,39 + 10,1 + 1,46
-- answer:
--   5 | 16030000
select sum(applications)::integer, sum(amount_sek)::integer
from v_application
where report_key = 'enskede-arsta-vantor-2021-t1'
