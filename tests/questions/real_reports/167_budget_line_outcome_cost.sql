-- sv: Vad kostade verksamheten 2024 brutto i Hägersten-Älvsjö?
-- en: What did operations cost in 2024, gross?
-- read: 002_5d93a05e2ccf0c66.txt 2297-2312, the column Kostnader 2024 without varav rows: 3 709,5 (2313 prints it)
-- answer:
--   3709.5
select (sum(amount_to_add_sek) / 1e6)::decimal(9, 1)
from fact_budget_line
inner join dim_report using (report_key)
where committee_key = 'hagersten-alvsjo' and measure = 'outcome_cost' and fiscal_year = 2024
