-- What the engine has otherwise than Databricks, for the translation.

CREATE SCHEMA samples.dialect;

-- The digits of a DECIMAL without its point.
CREATE MACRO samples.dialect.unscaled(number) AS CAST(replace(CAST(number AS VARCHAR), '.', '') AS HUGEINT);
-- Rounded half up, that is, away from zero.
CREATE MACRO samples.dialect.quotient(dividend, divisor) AS
  dividend // divisor
  + CASE
      WHEN abs(dividend % divisor) < abs(divisor) - abs(dividend % divisor) THEN 0
      WHEN (dividend < 0) = (divisor < 0) THEN 1
      ELSE -1
    END;

-- Texts that may be cast. The engine is more generous.
CREATE MACRO samples.dialect.uncastable(text, lenient, target) AS
  CASE
    WHEN lenient THEN NULL
    ELSE error('[CAST_INVALID_INPUT] The value ''' || text || ''' of the type "STRING" cannot be cast to "' || target
      || '" because it is malformed.')
  END;
CREATE MACRO samples.dialect.castable(text, form, lenient, target) AS
  CASE
    WHEN text IS NULL OR regexp_full_match(text, '\s*(?:' || form || ')\s*', 'i') THEN trim(text, E' \t\n\r')
    ELSE samples.dialect.uncastable(text, lenient, target)
  END;
CREATE MACRO samples.dialect.whole(text, lenient, target) AS
  samples.dialect.castable(text, '[+-]?[0-9]+', lenient, target);
CREATE MACRO samples.dialect.number(text, lenient, target) AS
  samples.dialect.castable(text, '[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]+)?', lenient, target);
CREATE MACRO samples.dialect.floating(text, lenient, target) AS
  samples.dialect.castable(text, '[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]+)?|nan|[+-]?inf(inity)?', lenient, target);
CREATE MACRO samples.dialect.truth(text, lenient, target) AS
  samples.dialect.castable(text, 't|true|y|yes|1|f|false|n|no|0', lenient, target);
CREATE MACRO samples.dialect.day(text, lenient, target) AS
  CASE
    WHEN text IS NULL OR regexp_full_match(text, '\s*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T].*)?')
    THEN regexp_extract(text, '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}')
    ELSE samples.dialect.uncastable(text, lenient, target)
  END;
CREATE MACRO samples.dialect.moment(text, lenient, target) AS
  CASE
    WHEN text IS NULL
      OR regexp_full_match(
        text,
        '\s*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\.[0-9]{1,6})? ?(Z|[+-][0-9]{2}:[0-9]{2})?)?\s*')
    THEN trim(text, E' \t\n\r')
    ELSE samples.dialect.uncastable(text, lenient, target)
  END;

-- A pattern of LIKE whose backslashes all stand before something they can escape.
CREATE MACRO samples.dialect.pattern(text) AS
  CASE
    WHEN regexp_matches(text, '^([^\\]|\\[%_\\])*\\([^%_\\]|$)')
    THEN error('[INVALID_FORMAT.ESC_IN_THE_MIDDLE] The escape character of the pattern ''' || text
      || ''' may only stand before _, % and itself.')
    ELSE text
  END;

-- Units of date_trunc and trunc; NULL for others.
CREATE MACRO samples.dialect.unit(name) AS
  CASE upper(name)
    WHEN 'YEAR' THEN 'year' WHEN 'YYYY' THEN 'year' WHEN 'YY' THEN 'year'
    WHEN 'QUARTER' THEN 'quarter'
    WHEN 'MONTH' THEN 'month' WHEN 'MM' THEN 'month' WHEN 'MON' THEN 'month'
    WHEN 'WEEK' THEN 'week'
  END;
CREATE MACRO samples.dialect.short_unit(name) AS
  CASE upper(name)
    WHEN 'DAY' THEN 'day' WHEN 'DD' THEN 'day'
    WHEN 'HOUR' THEN 'hour' WHEN 'MINUTE' THEN 'minute' WHEN 'SECOND' THEN 'second'
    WHEN 'MILLISECOND' THEN 'milliseconds' WHEN 'MICROSECOND' THEN 'microseconds'
    ELSE samples.dialect.unit(name)
  END;

-- Position zero counts as one, and a length below zero as zero.
CREATE MACRO samples.dialect.part(text, start, size) AS
  substring(text, CASE WHEN start = 0 THEN 1 ELSE start END, greatest(size, 0));
