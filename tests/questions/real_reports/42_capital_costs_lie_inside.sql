-- sv: Räknas kapitalkostnaderna två gånger?
-- en: Are capital costs counted twice?
-- read: 003_9e024c3de7bc8552.txt 2867-2871: 36,8 and 23,8 are the 60,6 of 2757
-- answer:
--   stadsmiljo-inklusive-kapitalkostnader | false | 23.8
select parent_service_area_key, adds_to_total, (amount_sek / 1e6)::decimal(9, 1)
from fact_budget_line
where report_key = 'hasselby-vallingby-2026-vp' and fiscal_year = 2026 and measure = 'budget_net'
and row_label = 'Avskrivningar och internränta'
