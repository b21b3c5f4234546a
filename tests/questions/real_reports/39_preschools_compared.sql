-- sv: Vad kostar förskolan i de tre nämnderna?
-- en: What do the preschools cost in the three committees?
-- read: 001_b5eac283542a64e6.txt 3992 (588,7), 002_5d93a05e2ccf0c66.txt 2067 (875,0), 003_9e024c3de7bc8552.txt 2760 (436,9)
-- answer:
--   2021 | 588.7
--   2024 | 875.0
--   2026 | 436.9
select fiscal_year, (sum(budget_sek) / 1e6)::decimal(9, 1)
from v_budget
where service_area_name = 'Förskola' and fiscal_year in (2021, 2024, 2026)
group by fiscal_year
order by fiscal_year
