-- sv: Hur mycket växer äldreomsorgens budget?
-- en: By how much does the budget for elderly care grow?
-- read: 003_9e024c3de7bc8552.txt 2762: 801,3 against 761,5
-- answer:
--   39.8
select ((
    max(amount_sek_not_additive) filter (where fiscal_year = 2026)
    - max(amount_sek_not_additive) filter (where fiscal_year = 2025)
) / 1e6)::decimal(9, 1)
from v_budget_long
where report_key = 'hasselby-vallingby-2026-vp' and service_area_key = 'aldreomsorg'
and measure in ('budget_net', 'final_budget_net')
