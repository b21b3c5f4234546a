-- sv: Vad kostar utbetalt bistånd netto i månaden?
-- en: What does assistance cost net per month?
-- read: 002_5d93a05e2ccf0c66.txt 2223: 7,3 (2023) and 8,3 (2024)
-- answer:
--   2023 | 7.3
--   2024 | 8.3
select fiscal_year, (amount_sek / 1e6)::decimal(9, 1)
from fact_narrative_amount
where service_area_key = 'ekonomiskt-bistand' and per = 'månad'
and report_key = 'hagersten-alvsjo-2024-vb'
order by fiscal_year
