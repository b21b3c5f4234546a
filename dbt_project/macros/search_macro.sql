{% macro search_macro() %}
{#-
`from search('trygghet kväll')`: sections that hold all the words, each in any of its forms or
as the beginning of a longer one (skyfall, skyfallsåtgärd), which counts half where fewer than
five letters are asked for; the best first, `most` of them. It lives in the database, so that
any client has it; it names its tables without a catalog, so that it works under whatever name
the file is opened.

Each of the first words is looked up for itself: its stems stand together, so that DuckDB reads
little more of the index than them. Looked up at once, words that begin far from each other let
it read all that lies between.

A word counts more the rarer it is: by how many sections print each form of it, all forms
together, so that a night with a new report need not weigh the words of all others anew.

Texts are looked up last, by the number of their row, which is looked up by the section's: of
fewer than fifty rows DuckDB then unpacks no more than their neighbours, of more it reads the
texts of all sections.
-#}
{% set alone = 4 %}
{#- A word's rarity is counted in hundredths, so that sums are exact in any order. -#}
{% set rarity_units = 100 %}
create or replace macro search(words, most := 40) as table
    with asked as (
        select word, 1::bigint << (row_number() over (order by word) - 1) as bit
        from (
            select distinct word
            from (select unnest(regexp_extract_all(lower(words), '[\p{L}\p{N}]+')) as word)
            where word not in {{ stop_words() }}
            order by word
            limit 60
        )
    ),

    alike as (
        select bit, stem_id, max(share) as share
        from (
            select asked.bit, known.stem_id, 2 as share
            from asked
            inner join search_word as known on known.stem = {{ swedish_stem('asked.word') }}
            union all
            select
                asked.bit, known.stem_id, if(length(asked.word) > 4, 2, 1) as share
            from asked
            inner join search_word as known on starts_with(known.term, asked.word)
            where length(asked.word) > 2
        )
        group by bit, stem_id
    ),

    known as (
        select alike.bit, alike.stem_id, alike.share, sum(word.sections) as sections
        from alike
        inner join search_word as word on alike.stem_id = word.stem_id
        group by alike.bit, alike.stem_id, alike.share
    ),

    meant as materialized (
        select
            bit,
            stem_id,
            share * greatest(1, round({{ rarity_units }} * ln(
                1 + (greatest((select count(*) from stored_section) - sections, 0) + 0.5)
                / (sections + 0.5)
            )))::bigint as share
        from known
    ),

    hit as (
        select section_id, sum(score) as score, bit_or(bit) as bits
        from (
            {% for number in range(alone + 1) %}
            {% if not loop.first %}union all{% endif %}
            select
                posting.section_id, (posting.weight * meant.share)::double as score, meant.bit
            from search_posting as posting
            inner join meant
                on posting.stem_id = meant.stem_id
                and meant.bit {{ '>=' if loop.last else '=' }} {{ 2 ** number }}
            {% endfor %}
        )
        group by section_id
    ),

    whole as materialized (
        select section_id, score
        from hit
        where bits = (select sum(bit)::bigint from asked)
    ),

    ranked as (
        select section_id, score
        from whole
        order by score desc, section_id
        limit most
    ),

    placed as (
        select ranked.section_id, ranked.score, place.rowid as place
        from ranked
        inner join stored_section as place on ranked.section_id = place.section_id
    )

    select
        round(ranked.score / (2 * 20 * {{ rarity_units }}), 3) as rank,
        committee.committee_name,
        report.report_type,
        report.report_year,
        section.heading,
        {{ section_path() }} as section_path,
        {{ section_body() }} as body,
        section.source_file,
        section.source_page,
        section.source_line_start,
        section.fact_key as section_key,
        (select count(*) from whole) as sections_found
    from placed as ranked
    inner join stored_section as section on ranked.place = section.rowid
    inner join dim_report as report on section.report_key = report.report_key
    inner join dim_committee as committee on report.committee_key = committee.committee_key
    order by ranked.score desc, ranked.section_id
{% endmacro %}

{% macro search_macro_comment() %}
comment on macro table search is 'Full text search (fritextsökning): from search(''trygghet kväll'') gives the sections that hold all the words, in any form or as the beginning of a longer word, best first: the 40 best of sections_found, or as many as search(''...'', most := 5000) asks for.'
{% endmacro %}
