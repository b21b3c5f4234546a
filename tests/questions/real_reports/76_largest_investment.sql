-- sv: Vad investerades det mest i?
-- en: What was invested in most?
-- read: 002_5d93a05e2ccf0c66.txt 2465
-- answer:
--   Maskiner & inventarier | 13.1 | 12.1
select item, (budget_sek / 1e6)::decimal(9, 1), (outcome_sek / 1e6)::decimal(9, 1)
from v_investment
where report_key = 'hagersten-alvsjo-2024-vb'
order by outcome_sek desc
limit 1
