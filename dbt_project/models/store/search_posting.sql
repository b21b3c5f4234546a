{#- Okapi BM25 with the usual constants. -#}
{% set saturation = 1.2 %}
{% set length_share = 0.75 %}
{% set heading_weight = 3 %}

{{ config(post_hook=[search_macro(), search_macro_comment()]) }}

with section as (
    select kept.section_id, text.heading, text.body
    from {{ ref('document_section') }} as text
    inner join {{ ref('int_current_report') }} as report using (report_key)
    inner join {{ ref('stored_section') }} as kept using (fact_key)
),

word as (
    select section_id, {{ heading_weight }} as weight, {{ words_of('heading') }} as term
    from section
    union all
    select section_id, 1 as weight, {{ words_of('body') }} as term
    from section
),

counted as (
    select word.section_id, known.stem_id, sum(word.weight) as weight
    from word
    inner join {{ ref('search_word') }} as known using (term)
    group by word.section_id, known.stem_id
),

section_length as (
    select section_id, sum(weight) as length from counted group by section_id
),

whole as (
    select count(*) as sections, avg(length) as mean_length from section_length
),

rarity as (
    select
        stem_id,
        ln(1 + (min(whole.sections) - count(*) + 0.5) / (count(*) + 0.5)) as weight
    from counted
    cross join whole
    group by stem_id
)

select
    counted.stem_id,
    counted.section_id,
    round(
        20 * rarity.weight * counted.weight * ({{ saturation }} + 1) / (
            counted.weight + {{ saturation }} * (
                1 - {{ length_share }}
                + {{ length_share }} * section_length.length / whole.mean_length
            )
        )
    )::integer as score
from counted
inner join section_length using (section_id)
inner join rarity using (stem_id)
cross join whole
order by counted.stem_id, counted.section_id
