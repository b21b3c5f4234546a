with word as (
    select term, count(*)::integer as sections
    from (
        select unnest(list_distinct(
            list_concat({{ words_in('text.heading') }}, {{ words_in('text.body') }})
        )) as term
        from {{ ref('document_section') }} as text
    )
    where length(term) > 1 and term not in {{ stop_words() }}
    group by term
),

stemmed as (
    select term, {{ swedish_stem('term') }} as stem, sections from word
)

select
    term,
    stem,
    -- In the order of the letters, so that words that begin alike stand together.
    dense_rank() over (order by stem)::integer as stem_id,
    sections
from stemmed
order by term
