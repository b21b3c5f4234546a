-- sv: Vilken rang har en nämnd som är ensam om året?
-- en: Which rank has a committee that is alone in its year?
-- read: each of the three reports is of another year
-- answer:
--   0
select count(*)
from mart_committee_comparison
where rank_best is not null or median_outcome is not null
