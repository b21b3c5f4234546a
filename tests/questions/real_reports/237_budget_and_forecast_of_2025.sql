-- sv: Vad var slutlig budget och prognos för 2025?
-- en: What were the final budget and the forecast of 2025?
-- read: 003_9e024c3de7bc8552.txt 2777: 2 366,3 and 2 361,6
-- answer:
--   final_budget_net | 2366.3
--   forecast_net | 2361.6
select measure, (sum(amount_to_add_sek) / 1e6)::decimal(9, 1)
from fact_budget_line
where fiscal_year = 2025 and measure in ('final_budget_net', 'forecast_net')
group by measure order by measure
