-- sv: Vad blir varje steg från budget till bokslut om man bara summerar?
-- en: What does each stage from budget to closing accounts come to if one simply sums?
-- read: 001_b5eac283542a64e6.txt 3975-4009: the rows without varav, column by column (4013 prints 2 433,4, 2 459,6, 21,9); 002_5d93a05e2ccf0c66.txt 2058-2075 (2076 prints 3 153,4, 3 135,6, 17,8) and 2237-2247, columns T1 and T2; 003_9e024c3de7bc8552.txt 2777: 2 459,6
-- answer:
--   2021 | null | 2433.5 | 21.9 | null | null | null
--   2024 | null | null | 0.0 | 3153.4 | 3135.5 | 17.9
--   2026 | 2459.6 | null | null | null | null | null
select fiscal_year, (sum(vp_budget_sek) / 1e6)::decimal(9, 1),
    (sum(t1_budget_sek) / 1e6)::decimal(9, 1), (sum(t1_deviation_sek) / 1e6)::decimal(9, 1),
    (sum(vb_budget_sek) / 1e6)::decimal(9, 1), (sum(vb_outcome_sek) / 1e6)::decimal(9, 1),
    (sum(vb_deviation_sek) / 1e6)::decimal(9, 1)
from v_budget_stages
group by fiscal_year order by fiscal_year
