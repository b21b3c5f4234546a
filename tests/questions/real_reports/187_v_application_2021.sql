-- sv: Vad söks i T1 2021, efter slag?
-- en: What is applied for in T1 2021, by type?
-- read: 001_b5eac283542a64e6.txt points 2-6 (8-27): 3,38 and 0,39 investments, 0,7 and 10,1 operation, 1,46 competence
-- answer:
--   competence | 1.46
--   investment | 3.77
--   operation | 10.80
select application_type, (sum(amount_sek) / 1e6)::decimal(9, 2)
from v_application
where report_year = 2021 and application_type <> 'turnover'
group by all
order by all
