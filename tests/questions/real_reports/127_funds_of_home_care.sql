-- sv: Hur stora fonder har hemtjänsten?
-- en: How large are the funds of home care?
-- read: 001_b5eac283542a64e6.txt 4565-4574, the last column: 2 599 + 2 060 + 3 918
-- answer:
--   8577
select (sum(closing_fund_sek_not_additive) / 1000)::integer
from v_result_unit
where report_key = 'enskede-arsta-vantor-2021-t1' and unit_name ilike '%hemtjänst%'
