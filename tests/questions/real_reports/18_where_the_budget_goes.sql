-- sv: Hur stor andel av nettobudgeten går till äldreomsorg?
-- en: What share of the net budget goes to elderly care?
-- read: 003_9e024c3de7bc8552.txt 2762 (801,3) and 2777 (2 459,6)
-- answer:
--   801.3 | 2459.6 | 0.326
select
    (area.vp_budget_net / 1e6)::decimal(9, 1),
    (whole.vp_budget_net / 1e6)::decimal(9, 1),
    round(area.vp_budget_net / whole.vp_budget_net, 3)
from mart_budget_followup as area
inner join mart_budget_followup as whole using (committee_key, fiscal_year)
where area.service_area_key = 'aldreomsorg' and whole.service_area_key = 'namnden-totalt'
and committee_key = 'hasselby-vallingby' and fiscal_year = 2026
