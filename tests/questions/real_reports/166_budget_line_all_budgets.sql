-- sv: Vad budgeterar nämnderna netto, var för sig?
-- en: What net budget does each committee have?
-- read: 001_b5eac283542a64e6.txt 3976-4011, rows without varav: 2 433,5 (4013 prints 2 433,4); 002_5d93a05e2ccf0c66.txt 2076; 003_9e024c3de7bc8552.txt 2777
-- answer:
--   2021 | 2433.5
--   2024 | 3153.4
--   2026 | 2459.6
select fiscal_year, (sum(amount_to_add_sek) / 1e6)::decimal(9, 1)
from fact_budget_line
where measure = 'budget_net'
group by all
order by all
