-- sv: Hur ändrades kundfordringarna?
-- en: How did receivables change?
-- read: 002_5d93a05e2ccf0c66.txt 2507: 53,1 - 55,8
-- answer:
--   -2.7
select (sum(change_sek) / 1e6)::decimal(9, 1)
from v_balance_sheet
where item = 'Kundfordringar'
