-- sv: Vad säger texten om de sociala enheternas resultat?
-- en: What does the prose say of the social units' result?
-- read: 002_5d93a05e2ccf0c66.txt 2452 (8,7) against 2437-2439: 5 490 - 31 + 3 509
-- answer:
--   8.7 | 8.968
select stated, expected
from data_finding
where report_key = 'hagersten-alvsjo-2024-vb' and rule = 'result_units_in_prose' and evidence[1].line_start = 2452
