-- sv: Hur stora är tillgångarna, och hur mycket har de vuxit?
-- en: How large are the assets, and by how much have they grown?
-- read: 002_5d93a05e2ccf0c66.txt 2511: 455,8 and 455,4 on either side; 2513: has grown by 0,4
-- answer:
--   assets | 455.8 | 0.4
--   liabilities | -455.8 | -0.4
select side, (sum(closing_sek_not_additive) / 1e6)::decimal(9, 1),
    (sum(change_sek) / 1e6)::decimal(9, 1)
from v_balance_sheet
where report_key = 'hagersten-alvsjo-2024-vb'
group by side
order by side
