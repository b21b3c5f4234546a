-- sv: Hur mycket har Snösätra förskolor i fond?
-- en: How much has Snösätra förskolor in its fund?
-- read: 001_b5eac283542a64e6.txt 4514
-- answer:
--   44917 | 4042 | 300 | 4342
select (gross_budget / 1000)::integer, (transfer_in / 1000)::integer, (result / 1000)::integer, (transfer_out / 1000)::integer
from mart_result_unit
where report_key = 'enskede-arsta-vantor-2021-t1' and unit_name = 'Snösätra förskolor'
