-- sv: Vilka investeringar söker nämnden pengar till?
-- en: For which investments does the committee apply for money?
-- read: 003_9e024c3de7bc8552.txt 3224-3237
-- answer:
--   Totalt ansökt investeringar (17) | 23.6 | true
--   Trygghetsinvesteringar (7) | 10.2 | false
--   Biologisk mångfald (2) | 4.8 | false
select item, (amount_sek / 1e6)::decimal(9, 1), is_total
from fact_investment
where report_key = 'hasselby-vallingby-2026-vp' and measure = 'requested_adjustment'
order by amount_sek desc
limit 3
