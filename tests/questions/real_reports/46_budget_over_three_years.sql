-- sv: Hur förändras nämndens kostnader över tre år?
-- en: How do the committee's costs change over three years?
-- read: 003_9e024c3de7bc8552.txt 2777: 2 459,6, 2 361,6 (prognos 2025) and 2 267,8 (bokslut 2024)
-- answer:
--   2024 | outcome_net | 2267.8
--   2025 | forecast_net | 2361.6
--   2026 | budget_net | 2459.6
select fiscal_year, measure, (amount_sek_not_additive / 1e6)::decimal(9, 1)
from v_budget_long
where report_key = 'hasselby-vallingby-2026-vp' and level = 'committee'
and measure in ('budget_net', 'forecast_net', 'outcome_net')
and (fiscal_year, measure) <> (2025, 'budget_net')
order by fiscal_year
