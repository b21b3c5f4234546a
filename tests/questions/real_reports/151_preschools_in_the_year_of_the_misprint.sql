-- sv: Vad kostade förskolan 2024, före överföringar, enligt dess egen tabell, och vad 2023?
-- en: What did preschool cost in 2024 in its own table, whose header says 2023, and what in 2023?
-- read: 002_5d93a05e2ccf0c66.txt 2129-2130: 875,0 - 867,0 = 8,0 of 2024 (2062: 867,0 before transfers)
-- answer:
--   2024 | 867.0 | true | true
select fiscal_year, (amount_sek / 1e6)::decimal(9, 1), has_finding, confidence < 0.95
from fact_budget_line
where report_key = 'hagersten-alvsjo-2024-vb' and service_area_key = 'forskola' and measure = 'outcome_net'
and is_canonical and table_kind = 'area_detail'
