-- sv: Återges fjolårets utfall rätt i årets verksamhetsberättelser?
-- en: Do the annual reports print last year's outcomes as they were?
-- read: the generator prints last year's outcome unchanged; e.g. granholmen-soderbacka-2024-vb.txt 388 and -2025-vb.txt 334
-- answer:
--   same
select distinct status
from mart_restated_outcome
where report_year = 2025 and report_type = 'VB' and lowest_confidence >= 0.9
