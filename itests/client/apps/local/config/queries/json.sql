SELECT '{"a": [1, 2]}' AS object, '[1, "x"]' AS list, '{not json' AS broken, 'plain' AS plain, array('a', 'b') AS array
