-- sv: Vilka ansökningar 2021 gäller investeringar?
-- en: Which applications of 2021 are for investments?
-- read: 001_b5eac283542a64e6.txt 4651-4655: 3,38 and 0,39 mnkr
-- answer:
--   3380000
--   390000
select amount_sek::integer
from v_application
where report_key = 'enskede-arsta-vantor-2021-t1' and application_type = 'investment'
order by amount_sek desc
