-- sv: Vad betalades i bistånd i april 2021?
-- en: What was paid in April 2021?
-- read: 001_b5eac283542a64e6.txt 4457
-- answer:
--   11.67 | mnkr
select value, unit
from fact_key_figure
where report_key = 'enskede-arsta-vantor-2021-t1' and figure_label ilike 'Utbetalt bidrag' and period_month = 4 or figure_label ilike 'Utbetalt bidrag, mnkr' and period_month = 4
