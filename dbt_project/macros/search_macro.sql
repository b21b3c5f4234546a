{% macro search_macro() %}
{#-
`from search('trygghet kväll')`: sections that hold all the words, each as a whole word or
a beginning of one, the best first. It lives in the database, so that any client has it; it
names its tables without a catalog, so that it works under whatever name the file is opened.
-#}
create or replace macro search(words) as table
    with asked as (
        select distinct unnest(regexp_extract_all(lower(words), '[\p{L}\p{N}]+')) as word
    ),

    hit as (
        select found.section_key, asked.word, sum(found.score) as score
        from mart_search as found
        inner join asked on starts_with(found.term, asked.word)
        group by found.section_key, asked.word
    ),

    ranked as (
        select section_key, sum(score) as rank
        from hit
        group by section_key
        having count(*) = (select count(*) from asked)
    )

    select
        round(ranked.rank, 3) as rank,
        committee.committee_name,
        report.report_type,
        report.report_year,
        section.heading,
        section.section_path,
        section.body,
        section.source_file,
        section.source_page,
        section.source_line_start,
        section.fact_key as section_key
    from ranked
    inner join document_section as section on ranked.section_key = section.fact_key
    inner join dim_report as report on section.report_key = report.report_key
    inner join dim_committee as committee on report.committee_key = committee.committee_key
    order by ranked.rank desc, section.fact_key
{% endmacro %}

{% macro search_macro_comment() %}
comment on macro table search is 'Full text search (fritextsökning): from search(''trygghet kväll'') gives the sections that hold all the words, or words that begin so, best first.'
{% endmacro %}
