-- WHERE name = :filter
SELECT :real AS real, ':text' AS text, '2'::int AS cast /* :block */
