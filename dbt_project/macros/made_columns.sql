{#-
Columns that say `made_of` in their meta are made when they are asked for, of other columns of the
row, and take no space: DuckDB's generated columns. dbt knows none, so that these macros take the
place of its own: such a column is declared with its SQL, and nothing is written into it.
-#}

{% macro is_made(column) -%}
{{ return('made_of' in column.get('config', {}).get('meta', {})) }}
{%- endmacro %}

{% macro duckdb__get_table_columns_and_constraints() -%}
    (
    {%- for declared in adapter.render_raw_columns_constraints(raw_columns=model['columns']) %}
    {%- set column = (model['columns'].values() | list)[loop.index0] %}
      {{ declared }}
      {%- if is_made(column) %} generated always as ({{ column['config']['meta']['made_of'] }}) virtual
      {%- endif %}
      {{- ',' if not loop.last }}
    {%- endfor %}
    )
{%- endmacro %}

{% macro written_columns() -%}
{%- set names = [] -%}
{%- for column in model['columns'].values() if not is_made(column) -%}
{%- do names.append(column['name']) -%}
{%- endfor -%}
{{ names | join(', ') }}
{%- endmacro %}

{% macro duckdb__get_column_names() -%}
{{ written_columns() }}
{%- endmacro %}

{% macro get_column_names() -%}
    ({{ written_columns() }})
{%- endmacro %}
