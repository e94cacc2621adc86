-- The ten nations whose customers ordered most, with their share of all nations in the region.
-- @param region STRING = ALL
-- @param segment STRING = ALL
-- @param from_date DATE = 1997-01-01
-- @param to_date DATE = 1998-01-01
SELECT
  n_name AS nation,
  r_name AS region,
  SUM(o_totalprice) AS revenue,
  COUNT(*) AS orders,
  CAST(100 * SUM(o_totalprice) / SUM(SUM(o_totalprice)) OVER () AS DECIMAL(5, 2)) AS share_percent
FROM samples.tpch.orders
JOIN samples.tpch.customer ON c_custkey = o_custkey
JOIN samples.tpch.nation ON n_nationkey = c_nationkey
JOIN samples.tpch.region ON r_regionkey = n_regionkey
WHERE (:region = 'ALL' OR r_name = :region)
  AND (:segment = 'ALL' OR c_mktsegment = :segment)
  AND o_orderdate >= :from_date AND o_orderdate < :to_date
GROUP BY n_name, r_name
ORDER BY revenue DESC, nation
LIMIT 10
