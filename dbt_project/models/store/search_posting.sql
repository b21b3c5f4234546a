{#- Okapi BM25 with the usual constants, but for what follows from all sections: how rare a word
    is, search() says of the numbers in search_word, and how long a section usually is stands
    here. So rows follow from their own section, and a night makes those of new reports only. -#}
{% set saturation = 1.2 %}
{% set length_share = 0.75 %}
{% set heading_weight = 3 %}
{% set usual_length = 80 %}

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
)

select
    counted.stem_id,
    counted.section_id,
    round(
        20 * counted.weight * ({{ saturation }} + 1) / (
            counted.weight + {{ saturation }} * (
                1 - {{ length_share }}
                + {{ length_share }} * section_length.length / {{ usual_length }}
            )
        )
    )::integer as weight
from counted
inner join section_length using (section_id)
-- Up in one stem and down in the next: numbers that follow each other differ by little, which is
-- what DuckDB keeps of them.
order by
    counted.stem_id,
    if(counted.stem_id % 2 = 0, counted.section_id, -counted.section_id)
