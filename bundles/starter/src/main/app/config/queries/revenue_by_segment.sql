-- All market segments side by side; the page highlights the one chosen, so there is no segment parameter.
-- @param region STRING = ALL
-- @param from_date DATE = 1997-01-01
-- @param to_date DATE = 1998-01-01
SELECT
  c_mktsegment AS segment,
  SUM(o_totalprice) AS revenue,
  COUNT(*) AS orders,
  CAST(100 * SUM(o_totalprice) / SUM(SUM(o_totalprice)) OVER () AS DECIMAL(5, 2)) AS share_percent
FROM samples.tpch.orders
JOIN samples.tpch.customer ON c_custkey = o_custkey
JOIN samples.tpch.nation ON n_nationkey = c_nationkey
JOIN samples.tpch.region ON r_regionkey = n_regionkey
WHERE (:region = 'ALL' OR r_name = :region)
  AND o_orderdate >= :from_date AND o_orderdate < :to_date
GROUP BY c_mktsegment
ORDER BY revenue DESC, segment
