-- sv: Hur stor andel av områdesmålen uppfylls helt?
-- en: What share of the area goals is met fully?
-- read: 001_b5eac283542a64e6.txt 42-43: ten of twelve; 002_5d93a05e2ccf0c66.txt 123, 133, 1283: sixteen of sixteen
-- answer:
--   2021 | 0.833
--   2024 | 1.0
select report_year, round(sum(fully) / sum(assessed), 3)
from v_goal_verksamhetsomradesmal
where assessed = 1
group by report_year
order by report_year
