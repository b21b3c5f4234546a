-- sv: Var i vilken fil står nämndens slutliga resultat?
-- en: In which file and where is the committee's final result printed?
-- read: 002_5d93a05e2ccf0c66.txt 2053, 2076, 2248: three tables print 17,8 in a row of sums
-- answer:
--   002_5d93a05e2ccf0c66.txt | 2053 | Avvikelse efter resultatdispositioner
--   002_5d93a05e2ccf0c66.txt | 2076 | Totalt
--   002_5d93a05e2ccf0c66.txt | 2248 | Slutligt resultat
select source_file, source_line_start, row_label
from fact_budget_line
where report_key = 'hagersten-alvsjo-2024-vb' and service_area_key = 'namnden-totalt'
and amount_sek = 17800000
order by source_line_start
