-- sv: Hur många helårspersoner räknar T1 2021 med?
-- en: How many full-year persons does T1 2021 count?
-- read: 001_b5eac283542a64e6.txt 4383-4399: 767, without LASS-ärenden, which are no part of the sum
-- answer:
--   767.0
select sum(value_not_additive) from v_key_figure
where table_title like '%funktionsneds%' and figure_end = date '2021-04-30' and adds_to_total
