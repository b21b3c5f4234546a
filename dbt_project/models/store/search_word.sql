with word as (
    select distinct term
    from (
        select {{ words_of('text.heading') }} as term from {{ ref('document_section') }} as text
        union all
        select {{ words_of('text.body') }} as term from {{ ref('document_section') }} as text
    )
    where length(term) > 1 and term not in {{ stop_words() }}
),

stemmed as (
    select term, {{ swedish_stem('term') }} as stem from word
)

select
    term,
    stem,
    -- In the order of the letters, so that words that begin alike stand together.
    dense_rank() over (order by stem)::integer as stem_id
from stemmed
order by term
