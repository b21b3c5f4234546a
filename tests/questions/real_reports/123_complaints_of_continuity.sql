-- sv: Var klagade man på kontinuiteten?
-- en: Where was continuity complained about?
-- read: 001_b5eac283542a64e6.txt 4991: 1 2 5 under four departments; barn och unga has seven complaints (4973) and eight kinds already
-- answer:
--   Förskola | 1
--   Social omsorg vuxna | 2
--   Social omsorg äldre | 5
select department, number::integer
from mart_complaint
where report_key = 'enskede-arsta-vantor-2021-t1' and category = 'Kontinuitet'
order by number
