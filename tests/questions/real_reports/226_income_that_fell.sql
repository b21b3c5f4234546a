-- sv: Vilket område tappade mest intäkter mellan 2023 och 2024?
-- en: Which area lost most income between 2023 and 2024?
-- read: 002_5d93a05e2ccf0c66.txt 2297-2313: Förskola -120,2 and -110,2
-- answer:
--   forskola | 10.0
select service_area_key, ((sum(amount_to_add_sek) filter (fiscal_year = 2024)
    - sum(amount_to_add_sek) filter (fiscal_year = 2023)) / 1e6)::decimal(9, 1) as less
from fact_budget_line
where measure = 'outcome_income' and report_key = 'hagersten-alvsjo-2024-vb'
group by service_area_key
order by less desc nulls last limit 1
