-- sv: Vilken skuld ökade mest under året?
-- en: Which debt rose most during the year?
-- read: 002_5d93a05e2ccf0c66.txt 2508: Leverantörsskulder -175,6 against -141,1
-- answer:
--   Leverantörsskulder | -34.5
select item, (change_sek / 1e6)::decimal(9, 1)
from v_balance_sheet
where report_key = 'hagersten-alvsjo-2024-vb' and side = 'liabilities'
order by change_sek
limit 1
