-- sv: Vilka rapporter finns?
-- en: Which reports are there?
-- read: the heads of the three files
-- answer:
--   Enskede-Årsta-Vantör | T1 | 2021-04-30
--   Hägersten-Älvsjö | VB | 2024-12-31
--   Hässelby-Vällingby | VP | 2026-12-31
select committee_name, report_type, period_end
from v_report
order by period_end
