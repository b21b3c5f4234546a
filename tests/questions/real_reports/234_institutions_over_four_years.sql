-- sv: Vad har SiS-placeringarna kostat år för år?
-- en: What did placements at state institutions cost each year?
-- read: 001_b5eac283542a64e6.txt 4149-4150: cirka 10 (14 mnkr 2020, 9 mnkr 2019, 2 mnkr 2018)
-- answer:
--   2018 | 2.0
--   2019 | 9.0
--   2020 | 14.0
--   2021 | 10.0
select fiscal_year, (amount_sek / 1e6)::decimal(9, 1)
from fact_narrative_amount
where sentence like '%SIS-%kostnader%'
order by fiscal_year
