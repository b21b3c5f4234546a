-- sv: Vad väntades resultatet bli i T1 och T2, om områdena summeras?
-- en: Which result was expected in T1 and T2, areas summed, and what became of it?
-- read: 002_5d93a05e2ccf0c66.txt 2248: Slutligt resultat 17,8, 0,0 and 0,0
-- answer:
--   0.0 | 0.0 | 17.9
select (sum(t1_deviation) / 1e6)::decimal(9, 1), (sum(t2_deviation) / 1e6)::decimal(9, 1),
    (sum(vb_deviation) / 1e6)::decimal(9, 1)
from mart_budget_followup
where committee_name = 'Hägersten-Älvsjö' and fiscal_year = 2024 and adds_to_total
