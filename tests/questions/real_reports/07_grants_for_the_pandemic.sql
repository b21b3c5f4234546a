-- sv: Hur mycket statsbidrag fick nämnden för pandemin, och för vilken tid?
-- en: How much did the state grant for the pandemic, and for which months?
-- read: 001_b5eac283542a64e6.txt 4093-4105 (months of the column, not of the label)
-- answer:
--   8700000 | jan-mars
select amount_sek::integer, period_label
from fact_pandemic_amount
where measure = 'state_grant' and not is_total
