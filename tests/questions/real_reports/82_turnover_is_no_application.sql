-- sv: Hur stor är omslutningsförändringen?
-- en: How large is the change of turnover?
-- read: 001_b5eac283542a64e6.txt 30-32 (point 7) and 4661: 89,7
-- answer:
--   89.7 | null
select (sum(turnover_change_sek) / 1e6)::decimal(9, 1), sum(amount_sek)
from v_application
where report_key = 'enskede-arsta-vantor-2021-t1' and application_type = 'turnover'
