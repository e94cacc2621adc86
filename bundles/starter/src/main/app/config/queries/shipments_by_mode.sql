-- Units shipped per ship mode and calendar month, by the date of shipping.
-- @param region STRING = ALL
-- @param segment STRING = ALL
-- @param from_date DATE = 1997-01-01
-- @param to_date DATE = 1998-01-01
SELECT
  l_shipmode AS ship_mode,
  EXTRACT(MONTH FROM l_shipdate) AS month_of_year,
  CAST(SUM(l_quantity) AS BIGINT) AS units
FROM samples.tpch.lineitem
JOIN samples.tpch.orders ON o_orderkey = l_orderkey
JOIN samples.tpch.customer ON c_custkey = o_custkey
JOIN samples.tpch.nation ON n_nationkey = c_nationkey
JOIN samples.tpch.region ON r_regionkey = n_regionkey
WHERE (:region = 'ALL' OR r_name = :region)
  AND (:segment = 'ALL' OR c_mktsegment = :segment)
  AND l_shipdate >= :from_date AND l_shipdate < :to_date
GROUP BY ship_mode, month_of_year
ORDER BY month_of_year, ship_mode
