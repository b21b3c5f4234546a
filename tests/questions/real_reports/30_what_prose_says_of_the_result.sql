-- sv: Vad säger texten om resultatet före och efter överföringar?
-- en: What does the text say of the result before and after transfers?
-- read: 002_5d93a05e2ccf0c66.txt 2080
-- answer:
--   surplus | before_transfer | 35.3
--   surplus | after_transfer | 17.8
select what, transfer_basis, (amount_sek / 1e6)::decimal(9, 1)
from fact_narrative_amount
where report_key = 'hagersten-alvsjo-2024-vb' and source_line_start = 2080
order by transfer_basis desc
