-- sv: Vilka aktiviteter avviker, och var står det?
-- en: Which activities deviate, and where does it say so?
-- read: 002_5d93a05e2ccf0c66.txt 455, 700, 704, 1740, 1745: the rows whose last field is Avvikelse
-- answer:
--   455 | 2023-01-09 | 2024-12-31
--   700 | 2024-01-01 | 2024-12-31
--   704 | 2024-01-01 | 2024-12-31
--   1740 | 2024-01-01 | 2024-12-31
--   1745 | 2024-01-01 | 2024-12-31
select source_line_start, start_date, end_date
from mart_activity_status
where report_key = 'hagersten-alvsjo-2024-vb' and status = 'deviates'
order by source_line_start
