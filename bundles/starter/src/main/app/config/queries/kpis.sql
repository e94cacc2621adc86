-- The four figures at the top, for the period chosen and the one before it (one row each).
-- @param region STRING = ALL
-- @param segment STRING = ALL
-- @param from_date DATE = 1997-01-01
-- @param to_date DATE = 1998-01-01
-- @param previous_from DATE = 1996-01-01
-- @param previous_to DATE = 1997-01-01
SELECT
  CASE WHEN o_orderdate >= :from_date THEN 'current' ELSE 'previous' END AS span,
  SUM(o_totalprice) AS revenue,
  COUNT(*) AS orders,
  CAST(SUM(o_totalprice) / COUNT(*) AS DECIMAL(18, 2)) AS average_order_value,
  COUNT(DISTINCT o_custkey) AS customers
FROM samples.tpch.orders
JOIN samples.tpch.customer ON c_custkey = o_custkey
JOIN samples.tpch.nation ON n_nationkey = c_nationkey
JOIN samples.tpch.region ON r_regionkey = n_regionkey
WHERE (:region = 'ALL' OR r_name = :region)
  AND (:segment = 'ALL' OR c_mktsegment = :segment)
  AND (
    (o_orderdate >= :from_date AND o_orderdate < :to_date)
    OR (o_orderdate >= :previous_from AND o_orderdate < :previous_to)
  )
GROUP BY span
ORDER BY span
