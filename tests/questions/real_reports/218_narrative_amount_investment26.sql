-- sv: Hur mycket får nämnden investera 2026?
-- en: What may be invested in 2026?
-- read: 003_9e024c3de7bc8552.txt 2802
-- answer:
--   26.3
select (max(amount_sek) / 1e6)::decimal(9, 1)
from fact_narrative_amount
where report_key = 'hasselby-vallingby-2026-vp' and what = 'investment' and scope = 'committee' and application_type is null
