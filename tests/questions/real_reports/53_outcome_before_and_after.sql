-- sv: Vad blev utfallet före och efter resultatöverföringar?
-- en: What was the outcome before and after transfers?
-- read: 002_5d93a05e2ccf0c66.txt 2076: 3 118,1 and 3 135,6
-- answer:
--   3118.1 | 3135.6
select (vb_outcome_before_transfer / 1e6)::decimal(9, 1), (vb_outcome_after_transfer / 1e6)::decimal(9, 1)
from mart_budget_followup
where committee_key = 'hagersten-alvsjo' and fiscal_year = 2024 and service_area_key = 'namnden-totalt'
