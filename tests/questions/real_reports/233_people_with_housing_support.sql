-- sv: Hur många har boendestöd 2021, kvinnor och män tillsammans?
-- en: How many have support at home in 2021, women and men together?
-- read: 001_b5eac283542a64e6.txt 4235: 174 + 130
-- answer:
--   304.0
select sum(value) from fact_key_figure
where figure_name like '%Boendestöd%' and period_year = 2021 and breakdown in ('women', 'men')
and table_title like '%socialpsykiatri%'
