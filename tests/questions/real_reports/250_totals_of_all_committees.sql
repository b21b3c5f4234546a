-- sv: Vilken budget har varje nämnd i hela nämndens rad?
-- en: Which budget has each committee in its own total?
-- read: 001_b5eac283542a64e6.txt 4013: 2 433,4; 002_5d93a05e2ccf0c66.txt 2076: 3 153,4; 003_9e024c3de7bc8552.txt 2777: 2 459,6
-- answer:
--   2021 | 2433.4
--   2024 | 3153.4
--   2026 | 2459.6
select fiscal_year,
    (coalesce(vp_budget_net, t1_budget_net, t2_budget_net, vb_budget_net) / 1e6)::decimal(9, 1)
from mart_budget_followup
where service_area_key = 'namnden-totalt'
order by fiscal_year
