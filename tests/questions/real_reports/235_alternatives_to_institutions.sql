-- sv: Vad kostade HVB- och jourhemmen år för år?
-- en: What did the alternatives to institutions cost each year?
-- read: 001_b5eac283542a64e6.txt 4151-4153: 34, 40 (2020), 34 (2019), 19 (2018)
-- answer:
--   2018 | 19.0
--   2019 | 34.0
--   2020 | 40.0
--   2021 | 34.0
select fiscal_year, (amount_sek / 1e6)::decimal(9, 1)
from fact_narrative_amount
where sentence like 'Kostnaderna för dessa insatser%'
order by fiscal_year
