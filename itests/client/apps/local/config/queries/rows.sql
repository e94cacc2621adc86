SELECT region, CAST(total AS DECIMAL(10, 2)) AS total, orders, open, CAST(since AS DATE) AS since
FROM VALUES
  ('EMEA', '1200.50', 12, true, '2026-01-31'),
  ('APAC', NULL, 0, false, NULL) AS sales(region, total, orders, open, since)
ORDER BY orders DESC
