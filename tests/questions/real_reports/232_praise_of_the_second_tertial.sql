-- sv: Hur mycket beröm kom i andra tertialet?
-- en: How much praise came in the second tertial?
-- read: 002_5d93a05e2ccf0c66.txt 2718: Utfall T2 107
-- answer:
--   107.0
select sum(number) from mart_complaint
where category_group = 'Beröm' and period_label like '%T2%'
