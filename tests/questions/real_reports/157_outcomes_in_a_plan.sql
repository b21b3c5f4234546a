-- sv: Vad blev utfallet 2024 enligt planen för 2026, om områdena summeras?
-- en: What was the outcome of 2024 in the plan for 2026, areas summed?
-- read: 003_9e024c3de7bc8552.txt 2777: Total drift 2 267,8 (outcome 2024) and 2 361,6 (forecast 2025)
-- answer:
--   forecast_net | 2025 | 2361.6
--   outcome_net | 2024 | 2267.8
select measure, fiscal_year, (sum(amount_sek) / 1e6)::decimal(9, 1)
from fact_budget_line
where report_key = 'hasselby-vallingby-2026-vp' and adds_to_total and is_canonical
and measure in ('forecast_net', 'outcome_net')
group by measure, fiscal_year
order by measure
