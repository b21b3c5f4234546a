-- sv: Var omsätter nämnden mest vid sidan av budgeten?
-- en: Where does the committee turn over most beside its budget?
-- read: 003_9e024c3de7bc8552.txt 3361-3387, the column Kostnader
-- answer:
--   Summa | 241.6
--   Äldreomsorg | 119.9
--   Individ- och familjeomsorg | 76.3
select row_label, (amount_sek / 1e6)::decimal(9, 1)
from fact_budget_line
where report_key = 'hasselby-vallingby-2026-vp' and table_kind = 'turnover'
and measure = 'turnover_cost' and not is_subitem
order by amount_sek desc
limit 3
