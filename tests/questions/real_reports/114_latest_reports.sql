-- sv: Hur många rapporter är den senaste för sitt år?
-- en: How many reports are the latest of their year?
-- read: each of the three is of another committee and year
-- answer:
--   3 | 3
select sum(reports)::integer, count_if(is_latest_of_year)
from v_report
