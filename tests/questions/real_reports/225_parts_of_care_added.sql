-- sv: Vad blir delarna av individ- och familjeomsorgen tillsammans?
-- en: What do the parts of individual and family care make together?
-- read: 002_5d93a05e2ccf0c66.txt 2060-2063: -32,1 -12,5 + 2,5 + 8,6 (2059 prints -33,7)
-- answer:
--   -33.5
select (sum(vb_deviation) / 1e6)::decimal(9, 1)
from mart_budget_followup
where fiscal_year = 2024 and parent_service_area_key = 'individ-och-familjeomsorg'
