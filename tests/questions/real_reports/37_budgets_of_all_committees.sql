-- sv: Hur stora är nämndernas budgetar?
-- en: How large are the committees' budgets?
-- read: 001_b5eac283542a64e6.txt 4013 (2 433,4), 002_5d93a05e2ccf0c66.txt 2076 (3 153,4), 003_9e024c3de7bc8552.txt 2777 (2 459,6)
-- answer:
--   Enskede-Årsta-Vantör | 2021 | 2433.4
--   Hägersten-Älvsjö | 2024 | 3153.4
--   Hässelby-Vällingby | 2026 | 2459.6
select committee_name, fiscal_year,
    (coalesce(vp_budget_net, t1_budget_net, vb_budget_net) / 1e6)::decimal(9, 1)
from mart_budget_followup
where service_area_key = 'namnden-totalt' and fiscal_year in (2021, 2024, 2026)
order by committee_name
