-- sv: Hur mycket ekonomiskt bistånd betalades ut i januari till april?
-- en: How much assistance was paid in January to April?
-- read: 001_b5eac283542a64e6.txt 4457: 11,52 + 11,61 + 11,91 + 11,67 mnkr
-- answer:
--   46.71 | mnkr
select round(sum(value), 2), unit
from fact_key_figure
where report_key = 'enskede-arsta-vantor-2021-t1' and figure_label = 'Utbetalt bidrag, mnkr' and period_year = 2021
group by unit
