-- Databricks functions that the engine lacks, or has with other results. Dialect.java lists their names.

CREATE SCHEMA samples.dialect;

CREATE MACRO samples.dialect.add_months(start, months) AS (start::DATE + to_months(months::INTEGER))::DATE;
CREATE MACRO samples.dialect.collect_list(item) AS coalesce(list(item) FILTER (item IS NOT NULL), []);
CREATE MACRO samples.dialect.collect_set(item) AS coalesce(list(DISTINCT item) FILTER (item IS NOT NULL), []);
-- NULL if any part is NULL.
CREATE MACRO samples.dialect.concat
  (a) AS a,
  (a, b) AS a || b,
  (a, b, c) AS a || b || c,
  (a, b, c, d) AS a || b || c || d,
  (a, b, c, d, e) AS a || b || c || d || e,
  (a, b, c, d, e, f) AS a || b || c || d || e || f,
  (a, b, c, d, e, f, g) AS a || b || c || d || e || f || g,
  (a, b, c, d, e, f, g, h) AS a || b || c || d || e || f || g || h;
CREATE MACRO samples.dialect.date(value) AS value::DATE;
CREATE MACRO samples.dialect.datediff(finish, start) AS date_diff('day', start::DATE, finish::DATE)::INTEGER;
CREATE MACRO samples.dialect.date_diff(finish, start) AS date_diff('day', start::DATE, finish::DATE)::INTEGER;
CREATE MACRO samples.dialect.date_sub(start, days) AS start::DATE - days::INTEGER;
CREATE MACRO samples.dialect.dayname(day) AS left(dayname(day), 3);
-- Sunday is 1.
CREATE MACRO samples.dialect.dayofweek(day) AS (dayofweek(day) + 1)::INTEGER;
CREATE MACRO samples.dialect.log(value) AS ln(value), (base, value) AS ln(value) / ln(base);
CREATE MACRO samples.dialect.monthname(day) AS left(monthname(day), 3);
CREATE MACRO samples.dialect.nvl2(value, present, absent) AS CASE WHEN value IS NOT NULL THEN present ELSE absent END;
CREATE MACRO samples.dialect.regexp_extract
  (text, pattern) AS regexp_extract(text, pattern, 1),
  (text, pattern, part) AS regexp_extract(text, pattern, part);
CREATE MACRO samples.dialect.to_date(value) AS value::DATE;
CREATE MACRO samples.dialect.to_timestamp(value) AS value::TIMESTAMP;
CREATE MACRO samples.dialect.trunc(day, unit) AS date_trunc(
  CASE
    WHEN upper(unit) IN ('YEAR', 'YYYY', 'YY') THEN 'year'
    WHEN upper(unit) = 'QUARTER' THEN 'quarter'
    WHEN upper(unit) IN ('MONTH', 'MM', 'MON') THEN 'month'
    WHEN upper(unit) = 'WEEK' THEN 'week'
  END, day::DATE)::DATE;
-- Monday is 0.
CREATE MACRO samples.dialect.weekday(day) AS (isodow(day) - 1)::INTEGER;
