-- sv: Kommer färre barn tillbaka efter utredning?
-- en: Do fewer children return after an investigation?
-- read: 002_5d93a05e2ccf0c66.txt 617: 25,5 against 26,5 last year and the target 24
-- answer:
--   25.5 | 26.5 | -1.0 | not_reached
select outcome, previous_outcome, change_since_last_year, status
from mart_indicator_scorecard
where report_key = 'hagersten-alvsjo-2024-vb' and indicator_name like 'Andel barn och unga som åter blir föremål%'
