{#- Okapi BM25 with the usual constants; words that stand in most sections say nothing. -#}
{% set saturation = 1.2 %}
{% set length_share = 0.75 %}
{% set heading_weight = 3 %}
{% set stop_words = [
    'alla', 'att', 'av', 'de', 'den', 'det', 'detta', 'dessa', 'där', 'efter', 'eller', 'en',
    'ett', 'finns', 'från', 'för', 'genom', 'ha', 'han', 'har', 'hon', 'hur', 'i', 'in', 'inom',
    'inte', 'kan', 'med', 'men', 'mot', 'nu', 'när', 'och', 'om', 'på', 'sig', 'sin', 'sina',
    'ska', 'som', 'såväl', 'så', 'till', 'upp', 'ut', 'var', 'vara', 'vid', 'vilket', 'är', 'även'
] %}

{{ config(post_hook=[search_macro(), search_macro_comment()]) }}

with section as (
    select
        text.fact_key as section_key,
        report.report_key,
        report.committee_key,
        report.committee_name,
        report.report_year,
        report.report_type,
        text.section_path,
        text.heading,
        text.body,
        text.source_file,
        text.source_page,
        text.source_line_start,
        text.has_finding,
        text.finding_keys
    from {{ ref('document_section') }} as text
    inner join {{ ref('int_current_report') }} as report using (report_key)
),

word as (
    select section_key, {{ heading_weight }} as weight, {{ words_of('heading') }} as term
    from section
    union all
    select section_key, 1 as weight, {{ words_of('body') }} as term
    from section
),

counted as (
    select section_key, term, sum(weight) as weight, count(*) as occurrences
    from word
    where length(term) > 1
    and term not in ({% for stop_word in stop_words %}'{{ stop_word }}'{{ ', ' if not loop.last }}{% endfor %})
    group by section_key, term
),

section_length as (
    select section_key, sum(weight) as length from counted group by section_key
),

whole as (
    select count(*) as sections, avg(length) as mean_length from section_length
),

rarity as (
    select
        term,
        ln(1 + (min(whole.sections) - count(*) + 0.5) / (count(*) + 0.5)) as weight
    from counted
    cross join whole
    group by term
)

select
    counted.term,
    counted.section_key,
    section.report_key,
    section.committee_key,
    section.committee_name,
    section.report_year,
    section.report_type,
    section.section_path,
    section.heading,
    counted.occurrences::integer as occurrences,
    round(
        rarity.weight * counted.weight * ({{ saturation }} + 1) / (
            counted.weight + {{ saturation }} * (
                1 - {{ length_share }}
                + {{ length_share }} * section_length.length / whole.mean_length
            )
        ),
        6
    )::double as score,
    section.source_file,
    section.source_page,
    section.source_line_start,
    section.has_finding,
    section.finding_keys
from counted
inner join section using (section_key)
inner join section_length using (section_key)
inner join rarity using (term)
cross join whole
order by counted.term, score desc, counted.section_key
